import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { expectFreePort } from '../../tools/serve/port.ts';

describe('expectFreePort', () => {
  it('says that a port is taken and how to choose another, and accepts it once it is free', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(expectFreePort(port)).rejects.toThrow(
      `Port ${port} is taken. Stop what runs there, or choose another`,
    );
    server.close();
    await once(server, 'close');
    await expect(expectFreePort(port)).resolves.toBeUndefined();
  });

  it('refuses a host that is no address of this machine', async () => {
    await expect(expectFreePort(0, '192.0.2.1')).rejects.toThrow('HOST: expected an address of this machine');
  });

  it.each([-1, 65_536, 80.5, Number.NaN])('refuses %s, which is no port', async (port) => {
    await expect(expectFreePort(port)).rejects.toThrow('PORT: expected a number from 0 to 65535');
  });
});
