import type {AddressInfo, Server} from 'node:net';

/** On loopback only. Port 0 means any free one. Answers the port. */
export async function listenOnLoopback(server: Server, port = 0): Promise<number> {
    await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', resolve);
    });
    return (server.address() as AddressInfo).port;
}
