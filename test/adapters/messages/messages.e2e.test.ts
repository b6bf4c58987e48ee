import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { createPrintedMessages } from '../../../adapters/messages/printed-messages.ts';
import { createSmtpMessages } from '../../../adapters/messages/smtp-messages.ts';

const message = {
  email: 'jane@example.com',
  fullName: 'Jane, "the" Doe <eve@evil.example>',
  token: 'a-token-of-43-characters-of-which-nobody-kn',
  expiresAt: new Date('2024-06-28T21:30:00Z'),
};

/** As much of RFC 5321 as one message needs. */
const startMailServer = async (answerToData = '250 taken') => {
  const commands: string[] = [];
  let text = '';
  const server: Server = createServer((socket) => {
    let inData = false;
    socket.write('220 test\r\n');
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').slice(0, -1)) {
        if (inData) {
          if (line === '.') {
            inData = false;
            socket.write(`${answerToData}\r\n`);
          } else text += `${line}\n`;
          continue;
        }
        commands.push(line);
        inData = line === 'DATA';
        socket.write(inData ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 fine\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    commands,
    text: () => text,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};

describe('a token to choose a new password', () => {
  it('is mailed to the person and to nobody that their name mentions', async () => {
    const server = await startMailServer();
    await createSmtpMessages({ url: server.url, from: 'us@example.org' }).passwordReset(message);
    expect(server.commands.filter((line) => line.startsWith('RCPT'))).toEqual(['RCPT TO:<jane@example.com>']);
    expect(server.commands).toContain('MAIL FROM:<us@example.org>');
    expect(server.text()).toContain(message.token);
    expect(server.text()).toContain('until 2024-06-28T21:30:00.000Z');
    await server.stop();
  });

  it('is said not to have been sent when the server does not take it', async () => {
    const server = await startMailServer('550 no');
    await expect(
      createSmtpMessages({ url: server.url, from: 'us@example.org' }).passwordReset(message),
    ).rejects.toMatchObject({ responseCode: 550 });
    await server.stop();
    await expect(
      createSmtpMessages({ url: server.url, from: 'us@example.org' }).passwordReset(message),
    ).rejects.toMatchObject({ code: expect.stringMatching(/ECONN|ESOCKET/) });
  });

  it('is printed for the operator where there is no server, with a marker that nobody misses', async () => {
    let printed = '';
    await createPrintedMessages((text) => {
      printed += text;
    }).passwordReset(message);
    expect(printed).toMatch(/^=+ PASSWORD RESET: .+ =+$/m);
    expect(printed).toContain(`token  ${message.token}\n`);
    expect(printed).toContain('jane@example.com');
  });
});
