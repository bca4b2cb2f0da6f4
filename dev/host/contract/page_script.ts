/**
 * Runs in every page before the host's own scripts: tells the test of the socket's frames, in the order in which the
 * page sees them, and of the requests that are sent before the probe wraps `fetch`.
 */
export function watchPage(): void {
    interface Frame {
        event?: string;
        action?: string;
        data?: Record<string, unknown>;
    }
    type Target = {contractRecord?: (event: Record<string, unknown>) => void; probeWrapped?: boolean};
    const report = (event: Record<string, unknown>) => {
        (window as Target).contractRecord?.({...event, at: performance.timeOrigin + performance.now()});
    };
    const Original = window.WebSocket;
    class Watched extends Original {
        constructor(url: string | URL, protocols?: string | string[]) {
            super(url, protocols);
            const {pathname, search} = new URL(url);
            report({kind: 'ws', dir: 'open', path: pathname + search});
            this.addEventListener('close', () => report({kind: 'ws', dir: 'close'}));
            this.addEventListener('message', (message: MessageEvent<string>) => {
                const {event, data = {}} = JSON.parse(message.data) as Frame;
                if (event) {
                    report({kind: 'ws', dir: 'in', name: event, dataKeys: Object.keys(data).sort()});
                }
            });
        }

        override send(body: string): void {
            const {action, data} = JSON.parse(body) as Frame;
            report({kind: 'ws', dir: 'out', name: action, data});
            super.send(body);
        }
    }
    window.WebSocket = Watched;

    const originalFetch = window.fetch.bind(window);
    window.fetch = async (input, init) => {
        const isUnseen = !(window as Target).probeWrapped;
        const response = await originalFetch(input, init);
        const {pathname, search} = new URL(input instanceof Request ? input.url : String(input), window.location.origin);
        if (isUnseen) {
            const method = init?.method?.toUpperCase() ?? 'GET';
            report({kind: 'http', method, path: pathname + search, status: response.status, seenByWrapper: false});
        }
        return response;
    };
}
