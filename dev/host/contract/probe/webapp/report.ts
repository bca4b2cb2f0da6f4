/** Hands events to the test, which exposes this function in every page; without it the probe is silent. */
declare global {
    interface Window {
        contractRecord?: (event: Record<string, unknown>) => void;
    }
}

export function report(event: Record<string, unknown>): void {
    window.contractRecord?.({...event, at: performance.timeOrigin + performance.now()});
}
