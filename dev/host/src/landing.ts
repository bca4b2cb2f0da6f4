import type {ClientConfig} from '@mattermost/types/config';

import {history} from './history';

const SEEN = '__landingPageSeen__';

export function markLandingSeen(): void {
    localStorage.setItem(SEEN, 'true');
}

/** The first visit of a browser to any page ends on the landing page, unless the server has it off. */
export function redirectToLanding(config: Partial<ClientConfig>): void {
    const {pathname, search} = window.location;
    const isWanted = config.EnableDesktopLandingPage === 'true' && Boolean(config.AppDownloadLink);
    if (isWanted && localStorage.getItem(SEEN) !== 'true' && !pathname.startsWith('/landing')) {
        history.push(`/landing#${pathname}${search}`);
        markLandingSeen();
    }
}
