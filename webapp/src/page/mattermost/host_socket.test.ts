import {takeHostSocket} from './host_socket';
import type {Arriving} from './host_socket';

const HOSTS = 'wss://chat.example/sub/api/v4/websocket?connection_id=&sequence_number=0';

class FakeSocket extends EventTarget {
    static readonly OPEN = 1;

    constructor(readonly url: string) {
        super();
    }

    bring(data: unknown): MessageEvent {
        const event = new MessageEvent('message', {data, origin: 'wss://chat.example'});
        this.dispatchEvent(event);
        return event;
    }
}

/** A promise for each message that begins with "hold", in their order. */
class Hold {
    readonly waiting: Array<{resolve: () => void; reject: (error: Error) => void}> = [];

    readonly arriving: Arriving = (text) =>
        text.startsWith('hold') ? new Promise((resolve, reject) => this.waiting.push({resolve, reject})) : undefined;
}

function pageWindow(): Parameters<typeof takeHostSocket>[0] {
    return {WebSocket: FakeSocket as unknown as typeof WebSocket};
}

function connect(window: Parameters<typeof takeHostSocket>[0], url = HOSTS): {socket: FakeSocket; heard: unknown[]; events: Event[]} {
    const socket = new window.WebSocket(url) as unknown as FakeSocket;
    const heard: unknown[] = [];
    const events: Event[] = [];
    socket.addEventListener('message', (event) => {
        heard.push((event as MessageEvent).data);
        events.push(event);
    });
    socket.addEventListener('close', () => heard.push('closed'));
    return {socket, heard, events};
}

async function settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
}

function setting(): ReturnType<typeof connect> & {hold: Hold; window: ReturnType<typeof pageWindow>} {
    const window = pageWindow();
    const hold = new Hold();
    takeHostSocket(window, hold.arriving);
    return {...connect(window), hold, window};
}

it('leaves what needn’t wait as it is, and the socket what it was', () => {
    const {socket, heard, events, window} = setting();
    const event = socket.bring('one');
    expect(heard).toEqual(['one']);
    expect(events[0]).toBe(event);
    expect(socket).toBeInstanceOf(FakeSocket);
    expect(window.WebSocket.OPEN).toBe(1);
});

it('holds a message until it is ready, and then it is the same', async () => {
    const {socket, heard, events, hold} = setting();
    socket.bring('hold it');
    await settle();
    expect(heard).toEqual([]);

    hold.waiting[0]?.resolve();
    await settle();
    expect(heard).toEqual(['hold it']);
    expect((events[0] as MessageEvent).origin).toBe('wss://chat.example');
});

it('keeps the order, whatever becomes ready first, and then holds nothing any more', async () => {
    const {socket, heard, events, hold} = setting();
    const binary = new Uint8Array([1]);
    socket.bring('hold first');
    socket.bring(binary);
    socket.bring('hold second');
    socket.bring('last');
    hold.waiting[1]?.resolve();
    await settle();
    expect(heard).toEqual([]);

    hold.waiting[0]?.resolve();
    await settle();
    expect(heard).toEqual(['hold first', binary, 'hold second', 'last']);

    const event = socket.bring('after');
    expect(events.at(-1)).toBe(event);
});

it.each([
    ['fails', (hold: Hold) => hold.waiting[0]?.reject(new Error('no'))],
    ['takes too long', () => jest.advanceTimersByTime(250)],
])('goes on where it %s', async (_, end) => {
    jest.useFakeTimers({doNotFake: ['setImmediate']});
    try {
        const {socket, heard, hold} = setting();
        socket.bring('hold it');
        socket.bring('and this');
        jest.advanceTimersByTime(249);
        await settle();
        expect(heard).toEqual([]);

        end(hold);
        await settle();
        expect(heard).toEqual(['hold it', 'and this']);

        // Whoever comes too late changes nothing.
        hold.waiting[0]?.resolve();
        await settle();
        expect(heard).toHaveLength(2);
    } finally {
        jest.useRealTimers();
    }
});

it('passes on what throws', () => {
    const window = pageWindow();
    takeHostSocket(window, () => {
        throw new Error('a bug');
    });
    const {socket, heard} = connect(window);
    socket.bring('one');
    expect(heard).toEqual(['one']);
});

it('gives out everything before the end of the socket', () => {
    const {socket, heard} = setting();
    socket.bring('hold it');
    socket.bring('and this');
    socket.dispatchEvent(new Event('close'));
    expect(heard).toEqual(['hold it', 'and this', 'closed']);
});

it('asks about no other socket', () => {
    const {window, hold} = setting();
    const {socket, heard} = connect(window, 'wss://chat.example/plugins/calls/ws');
    socket.bring('hold it');
    expect(heard).toEqual(['hold it']);
    expect(hold.waiting).toEqual([]);
});

it('an updated bundle takes over, and wraps nothing again', async () => {
    const {window, socket, heard, hold} = setting();
    const wrapped = window.WebSocket;
    const next = new Hold();
    takeHostSocket(window, next.arriving);
    expect(window.WebSocket).toBe(wrapped);

    socket.bring('hold it');
    expect(hold.waiting).toEqual([]);
    next.waiting[0]?.resolve();
    await settle();
    expect(heard).toEqual(['hold it']);
});
