/**
 * Of what the host puts on `window` for plugins, what we use.
 *
 * @packageDocumentation
 */
import type {ReactNode} from 'react';

import type {HostPlugin} from './registry';

export interface HostExports {
    readonly registerPlugin?: (id: string, plugin: HostPlugin) => void;

    /** Path under which Mattermost is served; '' at the root. */
    readonly basename?: string;
    readonly ReactDOM?: {readonly unstable_batchedUpdates?: (update: () => void) => void};
    readonly PostUtils?: {
        formatText(text: string, options: Readonly<Record<string, unknown>>): string;
        messageHtmlToComponent(html: string, options: Readonly<Record<string, unknown>>): ReactNode;
    };
    readonly WebappUtils?: {readonly browserHistory?: {push(path: string): void}};
}

/** The page's `window`, seen as the host's. */
export function hostExports(): HostExports {
    return window as unknown as HostExports;
}

/** Root of the Mattermost site, without a slash at its end. */
export function siteUrl(): string {
    return `${window.location.origin}${hostExports().basename ?? ''}`;
}

/** Runs `update` so that React draws once for all of it; the host's legacy root batches nothing outside its own event handlers. */
export function drawOnce(update: () => void): void {
    const batch = hostExports().ReactDOM?.unstable_batchedUpdates;
    if (batch === undefined) {
        update();
        return;
    }
    batch(update);
}
