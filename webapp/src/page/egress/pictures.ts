/**
 * Pictures that a text names. The host draws what stands in a composer a second time, hidden, as the preview that a button would
 * show (docs/platform-notes.md §3.7), and drawing a picture loads it: its address leaves while it is still being typed, to
 * somebody's server or, through the image proxy, to Mattermost's own.
 *
 * @packageDocumentation
 */
import type {KnownState} from './request';

/** Where a picture is drawn, as far as it matters for what it may tell. */
export type PicturePlace =
    /** Below a composer or an edit box; undefined where nobody can say of which channel. */
    | {readonly kind: 'composer'; readonly channelId: string | undefined}

    /** In the list of drafts, which doesn't say whose each one is. */
    | {readonly kind: 'drafts'; readonly channelIds: readonly string[]}

    /** In a post, a profile, a dialog: nothing that is still being written. */
    | {readonly kind: 'elsewhere'};

/** Whether loading this address tells a server anything: all that is fetched, but what the site itself is made of. */
export function tellsSomebody(address: string, base: string, site: string): boolean {
    try {
        const {protocol, href} = new URL(address, base);
        return (protocol === 'http:' || protocol === 'https:') && !href.startsWith(`${site}/static/`);
    } catch {
        return false;
    }
}

/** Unknown is not off here either: the picture of a preview that nobody looks at can wait. */
export function mayLoadPicture(place: PicturePlace, stateOf: (channelId: string) => KnownState): boolean {
    switch (place.kind) {
        case 'composer':
            return place.channelId !== undefined && stateOf(place.channelId) === 'off';
        case 'drafts':
            return place.channelIds.every((channelId) => stateOf(channelId) === 'off');
        case 'elsewhere':
            return true;
    }
}
