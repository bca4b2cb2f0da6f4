import {WebSocketClient} from '@mattermost/client';

/** One socket per page. */
export const socket = new WebSocketClient();
