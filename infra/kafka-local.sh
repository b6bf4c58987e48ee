#!/usr/bin/env bash
# A real Apache Kafka on this machine, for tests and trials: one node in KRaft mode on 127.0.0.1. It needs Java (11 or
# newer) and, for the first start, Maven, which fetches Kafka's jars from Maven Central. No root, no Docker.
set -euo pipefail

readonly kafka_version=3.9.1
readonly default_home="${XDG_CACHE_HOME:-$HOME/.cache}/sigmafold"
readonly jars="${KAFKA_LOCAL_CACHE:-$default_home}/kafka-$kafka_version"
readonly ready_within_s="${KAFKA_LOCAL_READY_SECONDS:-180}"

usage() {
  cat <<USAGE
usage: infra/kafka-local.sh <command> [--dir D] [--port N] [--with FILE]

  start     start the broker unless it runs, wait until it is ready, print its address
  stop      stop it, cleanly; its data stays
  restart   stop, then start on the same port
  kill      end it at once, as a crash would
  status    print its address when it runs (exit code 0) or say that it does not (1)
  check     say what is missing to start it here (1), or nothing (0)

  --dir D   where its data and its log are (default: $default_home/kafka-local)
  --port N  of the first start in that directory (default: a free one); later starts keep it unless another is given
  --with F  more of Kafka's own settings, for this start; they win. The listener of clients is named CLIENTS

KAFKA_LOCAL_CACHE is where the jars are kept (now $jars).
USAGE
}

say() { printf '%s\n' "$*" >&2; }
die() {
  say "kafka-local: $*"
  exit 1
}

command=${1:-}
[ $# -gt 0 ] && shift
dir="$default_home/kafka-local"
port=
more_properties=
while [ $# -gt 0 ]; do
  case $1 in
    --dir) dir=${2:?--dir needs a directory} ;;
    --port)
      port=${2:?--port needs a number}
      [[ $port =~ ^[0-9]{1,5}$ ]] && [ "$port" -ge 1 ] && [ "$port" -le 65535 ] || die "--port: give a number from 1 to 65535"
      ;;
    --with)
      more_properties=${2:?--with needs a file}
      [ -r "$more_properties" ] || die "--with: cannot read $more_properties"
      ;;
    *)
      usage >&2
      exit 2
      ;;
  esac
  shift 2
done
case $command in
  start | restart)
    mkdir -p "$dir"
    dir=$(cd "$dir" && pwd)
    ;;
  stop | kill | status | check) dir=$(cd "$dir" 2>/dev/null && pwd || printf '%s' "$dir") ;;
  -h | --help | help)
    usage
    exit 0
    ;;
  *)
    usage >&2
    exit 2
    ;;
esac
readonly properties="$dir/server.properties" log="$dir/server.log" pid_file="$dir/pid" port_file="$dir/port"

# The process of the pid file, if it is our broker and not a later process with the same number.
running_pid() {
  local pid
  pid=$(cat "$pid_file" 2>/dev/null) || return 1
  [ -n "$pid" ] && ps -p "$pid" -o args= 2>/dev/null | grep -qF -- "$properties" && printf '%s' "$pid"
}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below the range from which the system gives ports to outgoing connections.
free_port() {
  local candidate
  for _ in {1..100}; do
    candidate=$((10000 + (RANDOM * 32768 + RANDOM) % 22000))
    answers "$candidate" || {
      printf '%s' "$candidate"
      return
    }
  done
  die 'found no free port'
}

# Ends the script when something is missing.
check() {
  command -v java >/dev/null || die 'Java is not installed'
  [ -d "$jars" ] || command -v mvn >/dev/null ||
    die "Kafka's jars are not in $jars, and Maven, which would fetch them, is not installed"
}

fetch_jars() {
  [ -d "$jars" ] && return
  say "fetching Apache Kafka $kafka_version into $jars"
  mkdir -p "$(dirname "$jars")"
  local work
  work=$(mktemp -d "$jars.XXXXXX")
  cat >"$work/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>sigmafold</groupId>
  <artifactId>kafka-local</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>$kafka_version</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
POM
  if ! mvn -q -B -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory="$work/jars" >"$work/mvn.log" 2>&1; then
    tail -n 20 "$work/mvn.log" >&2
    rm -rf "$work"
    die 'Maven could not fetch the jars'
  fi
  # In one step, so that whoever sees the directory sees all of it; another start may have been quicker.
  mv "$work/jars" "$jars" 2>/dev/null || [ -d "$jars" ] || die "could not write $jars"
  rm -rf "$work" "${jars:?}/jars"
}

write_properties() {
  local controller_port
  controller_port=$(free_port)
  cat >"$properties" <<PROPERTIES
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller_port
listeners=CLIENTS://127.0.0.1:$1,CONTROLLER://127.0.0.1:$controller_port
advertised.listeners=CLIENTS://127.0.0.1:$1
controller.listener.names=CONTROLLER
inter.broker.listener.name=CLIENTS
listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=$dir/data
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
group.initial.rebalance.delay.ms=0
# a broker that was killed is taken back only when its last session has run out
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=2000
group.min.session.timeout.ms=1000
log.segment.bytes=67108864
PROPERTIES
  [ -z "$more_properties" ] || cat "$more_properties" >>"$properties"
}

readonly java_of_kafka=(java -Xms64m -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$jars/*")

format_data() {
  [ -f "$dir/data/meta.properties" ] && return
  local cluster_id
  cluster_id=$(head -c 16 /dev/urandom | base64 | tr '+/' 'AA' | tr -d '=\n')
  "${java_of_kafka[@]}" kafka.tools.StorageTool format --cluster-id "$cluster_id" --config "$properties" >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    die "could not prepare $dir/data"
  }
}

# Exit code 1: the process ended. It may be that another process took its port in the meantime.
launch() {
  write_properties "$1"
  format_data
  local detached=(nohup)
  command -v setsid >/dev/null && detached=(setsid nohup)
  printf '== start %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >>"$log"
  local before
  before=$(wc -c <"$log")
  "${detached[@]}" "${java_of_kafka[@]}" kafka.Kafka "$properties" >>"$log" 2>&1 </dev/null &
  local pid=$!
  disown
  printf '%s\n' "$pid" >"$pid_file"
  printf '%s\n' "$1" >"$port_file"
  local end=$((SECONDS + ready_within_s))
  while ! { tail -c "+$((before + 1))" "$log" | grep -q 'Kafka Server started' && answers "$1"; }; do
    kill -0 "$pid" 2>/dev/null || return 1
    [ $SECONDS -lt $end ] || die "not ready after $ready_within_s s; see $log"
    sleep 0.1
  done
}

start() {
  if running_pid >/dev/null; then
    local current
    current=$(cat "$port_file")
    [ -z "$port" ] || [ "$port" = "$current" ] || die "it runs on port $current already; stop it first"
    local end=$((SECONDS + ready_within_s))
    until answers "$current"; do
      [ $SECONDS -lt $end ] || die "it runs but does not answer; see $log"
      sleep 0.1
    done
    printf '127.0.0.1:%s\n' "$current"
    return
  fi
  check
  fetch_jars
  local wanted=$port tries=1
  if [ -z "$wanted" ] && [ -f "$port_file" ]; then wanted=$(cat "$port_file"); fi
  [ -n "$wanted" ] || tries=5
  for _ in $(seq $tries); do
    local chosen=${wanted:-$(free_port)}
    ! answers "$chosen" || die "port $chosen is taken"
    if launch "$chosen"; then
      printf '127.0.0.1:%s\n' "$chosen"
      return
    fi
    # a port that it never had is not one to keep
    [ -n "$wanted" ] || rm -f "$port_file"
    tail -n 200 "$log" | grep -q 'BindException\|Address already in use' || break
  done
  grep -E 'ERROR|Exception' "$log" | tail -n 5 >&2 || true
  die "it ended while starting; see $log"
}

end_with() {
  local pid
  pid=$(running_pid) || {
    say 'it does not run'
    return
  }
  kill "-$1" "$pid"
  for _ in {1..300}; do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -9 "$pid" 2>/dev/null || true
  rm -f "$pid_file"
}

status() {
  if running_pid >/dev/null; then
    printf '127.0.0.1:%s\n' "$(cat "$port_file")"
  else
    say 'it does not run'
    exit 1
  fi
}

case $command in
  start) start ;;
  stop) end_with TERM ;;
  kill) end_with KILL ;;
  restart)
    end_with TERM
    start
    ;;
  status) status ;;
  check) check ;;
esac
