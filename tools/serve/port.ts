import { once } from 'node:events';
import { createServer } from 'node:net';

/** @throws Error with what to do when something listens there already, or when it is no port or no address of this machine. */
export async function expectFreePort(port: number, host = '127.0.0.1'): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT: expected a number from 0 to 65535, found "${process.env.PORT}".`);
  }
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Error(isTaken(cause) ? taken(port) : `HOST: expected an address of this machine, found "${host}".`, {
      cause,
    });
  } finally {
    server.close();
  }
}

function isTaken(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
}

function taken(port: number): string {
  return `Port ${port} is taken. Stop what runs there, or choose another: PORT=${port + 1} npm start`;
}
