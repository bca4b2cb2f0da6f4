import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';

import {build} from 'esbuild';
import {chromium, type Browser, type Page} from 'playwright-core';

import {CHROMIUM_FLAGS, chromiumPath} from '../../e2e/support/chromium';

/** One answer of the bench's own web server. */
export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** A Chromium, and a web server of its own: keys need a secure context, and a worker an address. */
export class BenchBrowser {
    private constructor(
        private readonly browser: Browser,
        readonly origin: string,
        private readonly stop: () => void,
    ) {}

    /** @param routes by the beginning of their path, the longest first */
    static async launch(routes: Readonly<Record<string, Route>>): Promise<BenchBrowser> {
        const server = createServer((request, response) => {
            const found = Object.keys(routes).find((path) => request.url?.startsWith(path));
            const route = found === undefined ? blankPage : routes[found];

            // Isolated pages have a finer clock.
            response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
            response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
            void Promise.resolve(route?.(request, response)).catch(() => response.destroy());
        });
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        const {port} = server.address() as AddressInfo;
        const browser = await chromium.launch({executablePath: chromiumPath(), args: CHROMIUM_FLAGS});
        return new BenchBrowser(browser, `http://127.0.0.1:${port}`, () => server.close());
    }

    /** A page in a profile, and so a process, of its own, with a script of `page/` in it. */
    async page(script: string): Promise<Page> {
        const page = await (await this.browser.newContext()).newPage();
        await page.goto(this.origin);
        await page.addScriptTag({content: await bundle(script)});
        return page;
    }

    async close(): Promise<void> {
        await this.browser.close();
        this.stop();
    }
}

function blankPage(_request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>bench</title>');
}

async function bundle(script: string): Promise<string> {
    const {outputFiles} = await build({
        entryPoints: [fileURLToPath(new URL(`../page/${script}`, import.meta.url))],
        bundle: true,
        write: false,
        format: 'iife',
        target: 'es2022',
        minify: true,
    });
    return outputFiles[0]?.text ?? '';
}
