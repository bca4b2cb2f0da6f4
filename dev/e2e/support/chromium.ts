import {existsSync} from 'node:fs';

/** Leads to this machine, as `localhost` does, but browsers don't count it as secure. */
export const INSECURE_HOST = 'chat.e2ee.example';

/** Flags for a Chromium that runs as root, offline, without talking to anybody but the stack. */
export const CHROMIUM_FLAGS: string[] = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`,
];

/** @throws Error that says how to get a browser, if none is installed. */
export function chromiumPath(): string {
    const candidates = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
    const found = candidates.find((path) => path !== undefined && existsSync(path));
    if (found === undefined) {
        throw new Error('No Chromium found: install the package "chromium", or set CHROMIUM to its path.');
    }
    return found;
}
