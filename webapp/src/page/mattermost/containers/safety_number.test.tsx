/**
 * @jest-environment jsdom
 */
import {act, fireEvent, screen} from '@testing-library/react';
import {Provider} from 'react-redux';
import {legacy_createStore as createStore} from 'redux';

import {clickAndSettle, openDialogsInJsdom, renderUi} from '../../../../tests/support/render_ui';
import {Failure} from '../../../lib/errors';
import type {ComparedResult, DoneResult, SafetyNumberResult} from '../../../vault/api';
import {Subject} from '../observable';
import type {Page} from '../page';
import {qrParts} from '../qr_parts';
import {SafetyNumberContainer} from './safety_number';

jest.mock('../qr_parts', () => ({
    qrParts: {
        draw: () => Promise.resolve({qrModules: () => [[true]]}),
        read: () => Promise.resolve({readQr: () => undefined, readQrFile: () => Promise.resolve(undefined)}),
    },
}));

beforeAll(openDialogsInJsdom);

const DIGITS = '12345'.repeat(12);
const NUMBER: SafetyNumberResult = {kind: 'safety_number', userId: 'bob', digits: DIGITS, qr: 'text of the code', isVerified: false};
const state = {
    entities: {
        general: {config: {}},
        preferences: {myPreferences: {}},
        users: {currentUserId: 'alice', profiles: {bob: {id: 'bob', username: 'bob', first_name: '', last_name: ''}}},
    },
};

interface Given {
    readonly number?: SafetyNumberResult;
    readonly marked?: DoneResult;
    readonly compared?: ComparedResult;
}

async function open({number = NUMBER, marked = {kind: 'done'}, compared = {kind: 'compared', outcome: 'same'}}: Given = {}) {
    const vault = {
        safetyNumber: jest.fn(() => Promise.resolve(number)),
        setVerified: jest.fn(() => Promise.resolve(marked)),
        compareSafetyNumber: jest.fn(() => Promise.resolve(compared)),
    };
    const personNews = new Subject<{readonly userId: string} | undefined>(undefined);
    const page = {vault, personNews, people: {renewAll: () => Promise.resolve()}} as unknown as Page;
    const drawn = renderUi(
        <Provider store={createStore(() => state)}>
            <SafetyNumberContainer page={page} userId="bob" username="bob" onClose={() => undefined} />
        </Provider>,
    );
    await settle();
    return {...vault, personNews, unmount: drawn.unmount};
}

/** Answers, the code's part of the bundle, and what is drawn of both. */
async function settle(): Promise<void> {
    await act(async () => {
        await new Promise((resolve) => setTimeout(resolve, 0));
    });
}

function compare(text: string): Promise<void> {
    fireEvent.change(screen.getByRole('textbox'), {target: {value: text}});
    return clickAndSettle(screen.getByRole('button', {name: 'Compare'}));
}

test('shows the number, and marks exactly the one that was shown', async () => {
    const {setVerified, safetyNumber} = await open();
    expect(screen.getByTestId('e2ee-safety-digits').dataset['digits']).toBe(DIGITS);
    expect(screen.getByTestId('e2ee-safety-qr')).toBeTruthy();
    await clickAndSettle(screen.getByRole('button', {name: 'Mark as verified'}));
    expect(setVerified).toHaveBeenCalledWith('bob', DIGITS, true);
    expect(safetyNumber).toHaveBeenCalledTimes(2);
});

test('says that the keys changed meanwhile, and asks for the number anew', async () => {
    const {safetyNumber} = await open({marked: {kind: 'failed', code: 'conflict'}});
    await clickAndSettle(screen.getByRole('button', {name: 'Mark as verified'}));
    expect(screen.getByTestId('e2ee-failure').dataset['code']).toBe('conflict');
    expect(safetyNumber).toHaveBeenCalledTimes(2);
});

test('asks anew when another tab marked them', async () => {
    const {safetyNumber, personNews} = await open();
    act(() => personNews.set({userId: 'bob'}));
    await settle();
    expect(safetyNumber).toHaveBeenCalledTimes(2);
});

test('compares what was typed', async () => {
    const {compareSafetyNumber} = await open({compared: {kind: 'compared', outcome: 'different'}});
    await compare(DIGITS);
    expect(compareSafetyNumber).toHaveBeenCalledWith('bob', DIGITS);
    expect(screen.getByTestId('e2ee-compared').dataset['outcome']).toBe('different');
});

test('a comparison that fails is no outcome', async () => {
    await open({compared: {kind: 'failed', code: 'offline'}});
    await compare(DIGITS);
    expect(screen.getByTestId('e2ee-failure').dataset['code']).toBe('offline');
    expect(screen.queryByTestId('e2ee-compared')).toBeNull();
});

test('a picture without a code says so, and asks the vault nothing', async () => {
    const {compareSafetyNumber} = await open();
    fireEvent.change(screen.getByLabelText('Choose a picture'), {target: {files: [new File([''], 'cat.png')]}});
    await settle();
    expect(screen.getByTestId('e2ee-compared').dataset['outcome']).toBe('no_code');
    expect(compareSafetyNumber).not.toHaveBeenCalled();
});

test('a part of the bundle that is gone after an update: the digits stay, and the words say to reload', async () => {
    jest.spyOn(qrParts, 'draw').mockRejectedValueOnce(new Failure('vault_gone'));
    await open();
    expect(screen.getByTestId('e2ee-failure').textContent).toContain('Reload the page');
    expect(screen.getByTestId('e2ee-safety-digits')).toBeTruthy();
});

describe('the camera', () => {
    function offer(getUserMedia: () => Promise<MediaStream>): void {
        Object.defineProperty(navigator, 'mediaDevices', {configurable: true, value: {getUserMedia}});
    }

    const scan = () => screen.getByRole('button', {name: 'Scan with the camera'});

    afterEach(() => {
        Reflect.deleteProperty(navigator, 'mediaDevices');
    });

    test('that the browser has not: the other ways are named', async () => {
        await open();
        await clickAndSettle(scan());
        expect(screen.getByTestId('e2ee-camera').dataset['why']).toBe('missing');
    });

    test('that may not be used: the other ways are named', async () => {
        offer(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
        await open();
        await clickAndSettle(scan());
        expect(screen.getByTestId('e2ee-camera').dataset['why']).toBe('denied');
    });

    test('goes out when the member stops it, and with the dialog', async () => {
        const stop = jest.fn();
        offer(() => Promise.resolve({getTracks: () => [{stop}]} as unknown as MediaStream));
        const {unmount} = await open();
        await clickAndSettle(scan());
        await clickAndSettle(screen.getByRole('button', {name: 'Stop the camera'}));
        expect(stop).toHaveBeenCalledTimes(1);
        await clickAndSettle(scan());
        unmount();
        expect(stop).toHaveBeenCalledTimes(2);
    });

    test('that is allowed only after the dialog was closed goes out at once', async () => {
        const stop = jest.fn();
        let allow: (stream: MediaStream) => void = () => undefined;
        offer(() => new Promise((resolve) => (allow = resolve)));
        const {unmount} = await open();
        await clickAndSettle(scan());
        unmount();
        allow({getTracks: () => [{stop}]} as unknown as MediaStream);
        await settle();
        expect(stop).toHaveBeenCalledTimes(1);
    });
});
