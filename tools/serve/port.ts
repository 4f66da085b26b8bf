import { once } from 'node:events';
import { createServer } from 'node:net';

/** @throws Error with what to do when something listens there already, or when it is no port. */
export async function expectFreePort(port: number): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT: expected a number from 0 to 65535, found "${process.env.PORT}".`);
  }
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Error(`Port ${port} is taken. Stop what runs there, or choose another: PORT=${port + 1} npm start`, {
      cause,
    });
  } finally {
    server.close();
  }
}
