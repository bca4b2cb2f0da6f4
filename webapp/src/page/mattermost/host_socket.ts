/**
 * The host's socket. A message that brings a sealed post waits until that post is open, so that the host draws it once, with its text:
 * an answer of the vault that comes while the host is drawing has to wait for a whole frame, and for all else that came by then.
 *
 * Nothing rests on it. A message that can't be read, or that waited for too long, goes on as it is, and so do all others, in their
 * order. Sockets that were there before us stay as they are.
 *
 * The wrapper outlives the plugin, as that of the page's requests does, and an updated bundle takes its slot over.
 *
 * @packageDocumentation
 */
import {PLUGIN_ID} from './manifest';
import {SLOW_OPENING_MS} from './openings';

/** Asked about each text that the socket brings, before the host hears of it. Settles once the host may; undefined for "at once". */
export type Arriving = (text: string) => Promise<void> | undefined;

const SLOT = Symbol.for(`${PLUGIN_ID}.host-socket`);

interface Slot {
    arriving: Arriving;
}

interface SocketWindow {
    WebSocket: typeof WebSocket;
    [SLOT]?: Slot;
}

interface HeldMessage {
    readonly event: MessageEvent<unknown>;
    isReady: boolean;
}

const HOSTS_PATH = '/api/v4/websocket';

/** Puts `arriving` in charge of what the host's sockets bring from now on. The first call wraps; a later one takes the slot over. */
export function takeHostSocket(window: SocketWindow, arriving: Arriving): void {
    const slot = window[SLOT];
    if (slot !== undefined) {
        slot.arriving = arriving;
        return;
    }
    const fresh: Slot = {arriving};
    window.WebSocket = new Proxy(window.WebSocket, {
        construct(target, args: [string], newTarget: typeof WebSocket) {
            const socket: WebSocket = Reflect.construct(target, args, newTarget);
            if (new URL(socket.url).pathname.endsWith(HOSTS_PATH)) {
                holdMessages(socket, fresh);
            }
            return socket;
        },
    });
    window[SLOT] = fresh;
}

/** Listens first, since nobody else has the socket yet. */
function holdMessages(socket: WebSocket, slot: Slot): void {
    const held: HeldMessage[] = [];
    const released = new WeakSet<Event>();

    const release = (): void => {
        for (let [first] = held; first?.isReady === true; [first] = held) {
            held.shift();
            const {data, origin, lastEventId} = first.event;
            const again = new MessageEvent('message', {data, origin, lastEventId});
            released.add(again);
            socket.dispatchEvent(again);
        }
    };

    socket.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (released.has(event)) {
            return;
        }
        const opened = waitFor(event, slot);
        if (opened === undefined && held.length === 0) {
            return;
        }
        event.stopImmediatePropagation();
        const message: HeldMessage = {event, isReady: opened === undefined};
        held.push(message);
        if (opened !== undefined) {
            const goOn = (): void => {
                clearTimeout(timer);
                message.isReady = true;
                release();
            };
            const timer = setTimeout(goOn, SLOW_OPENING_MS);
            opened.then(goOn, goOn);
        }
    });

    // What it brought comes before its end.
    socket.addEventListener('close', () => {
        for (const message of held) {
            message.isReady = true;
        }
        release();
    });
}

/** Whatever goes wrong, the host gets its message. */
function waitFor({data}: MessageEvent<unknown>, {arriving}: Slot): Promise<void> | undefined {
    try {
        return typeof data === 'string' ? arriving(data) : undefined;
    } catch {
        return undefined;
    }
}
