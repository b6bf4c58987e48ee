# The service, compiled, for one container. It runs as nobody in particular and writes to /data alone:
#
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
#     -v sigmafold:/data -p 127.0.0.1:8000:8000 -e BETA_INVITE_CODE=… -e JWT_SECRET=… sigmafold
#
# With DATABASE_URL it uses your PostgreSQL, else the embedded one in /data.

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No package gets to run anything: none of them has to (.ci/install-scripts.json).
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY domain domain
COPY application application
COPY projections projections
COPY adapters adapters
COPY infra infra
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8000 DATA_DIR=/data
RUN install --directory --owner=node --group=node --mode=0700 /data
WORKDIR /app
# Root's, so that the service cannot change its own program.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
USER node
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--v8-pool-size=1", "--enable-source-maps", "dist/infra/main.js", "start"]
