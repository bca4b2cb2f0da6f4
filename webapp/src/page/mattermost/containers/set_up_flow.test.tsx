/**
 * @jest-environment jsdom
 */
import {act, renderHook} from '@testing-library/react';
import type {ReactNode} from 'react';
import {Provider} from 'react-redux';
import {legacy_createStore as createStore} from 'redux';

import {Failure} from '../../../lib/errors';
import type {BackupSource, ComparedBackup, OwnState, Vault} from '../../../vault/api';
import type {SetUpWish} from '../../ui';
import type {ServerConfig} from '../host/api';
import {Subject} from '../observable';
import {OwnBackupView} from '../own_backup';
import type {Page} from '../page';
import {useSetUp} from './set_up_flow';

const active: OwnState = {kind: 'active', generation: 0, recordHash: 'h'};
const elsewhere: OwnState = {kind: 'elsewhere', generation: 0};
const CODE: BackupSource = {kind: 'code', recoveryCode: 'CODE'};
const COMPARED: ComparedBackup = {
    kind: 'compared',
    outcome: 'same',
    generations: 1,
    publishedGenerations: 1,
    madeAtMs: 1,
    fingerprint: 'f',
};
const MAILS: ServerConfig = {mentionsInPlaceholder: true, exemptBots: {}, mail: true, keyServer: 'hkps://keys.example.org', wkdDomains: []};

interface Given {
    readonly wish?: SetUpWish;
    readonly vault?: Partial<Vault>;
    readonly otherSessions?: () => Promise<readonly string[]>;
    readonly endOtherSessions?: () => Promise<void>;
    readonly config?: ServerConfig;
}

function flow(own: OwnState, given: Given = {}) {
    const state = {entities: {users: {currentUserId: 'alice', profiles: {alice: {username: 'alice'}}}}};
    const subject = new Subject<OwnState>(own);
    const vault = {
        create: () => Promise.resolve({kind: 'created', recoveryCode: 'CODE', fingerprint: 'f', generation: 0}),
        reset: () => Promise.resolve({kind: 'created', recoveryCode: 'NEW', fingerprint: 'g', generation: 1}),
        publish: jest.fn(() => Promise.resolve({kind: 'own', own: active})),
        compareBackup: () => Promise.resolve(COMPARED),
        restoreBackup: jest.fn(() => Promise.resolve({kind: 'own', own: active})),
        ownBackup: () => Promise.resolve({kind: 'own_backup', isPersistent: true, fingerprint: 'f', generation: 0, hasWayBack: true}),
        mailBackup: () => Promise.resolve({kind: 'mailed', to: 'a***@example.org', hasCode: true}),
        ...given.vault,
    } as unknown as Vault;
    const page = {
        account: {own: subject},
        api: {
            otherSessions: given.otherSessions ?? (() => Promise.resolve([])),
            endOtherSessions: given.endOtherSessions ?? (() => Promise.resolve()),
        },
        backup: new OwnBackupView(vault),
        openings: {retry: jest.fn()},
        settings: {shown: new Subject(given.config)},
        vault,
        nowMs: () => 1,
    } as unknown as Page;
    const wrapper = ({children}: {readonly children: ReactNode}) => <Provider store={createStore(() => state)}>{children}</Provider>;
    const {result} = renderHook(() => useSetUp(page, given.wish), {wrapper});
    const run = async (action: (setUp: NonNullable<typeof result.current>) => void): Promise<void> => {
        await act(async () => {
            if (result.current !== undefined) {
                action(result.current);
            }

            // Each answer of the vault is a promise of its own.
            for (let turn = 0; turn < 8; turn++) {
                await Promise.resolve();
            }
        });
    };
    return {setUp: () => result.current, step: () => result.current?.step, run, subject, vault, page};
}

it.each<[OwnState, SetUpWish | undefined, unknown]>([
    [{kind: 'absent'}, undefined, {kind: 'create'}],
    [{kind: 'pending', isReset: false}, undefined, {kind: 'pending', isReset: false}],
    [elsewhere, undefined, {kind: 'restore', needsCode: false}],
    [{kind: 'replaced'}, undefined, {kind: 'restore', needsCode: false}],
    [{kind: 'conflict', code: 'chain_invalid'}, 'reset', undefined],
    [active, undefined, undefined],
    [active, 'reset', {kind: 'reset'}],
    [{kind: 'failed', code: 'offline'}, undefined, undefined],
])('begins where this browser stands: %j, %s', (own, wish, step) => {
    expect(flow(own, wish === undefined ? {} : {wish}).step()).toEqual(step);
});

describe('creating', () => {
    it('shows the code and which keys it is of, publishes once it was kept, and is done', async () => {
        const {setUp, step, run, subject} = flow({kind: 'absent'});
        await run((begun) => begun.onCreate());
        expect(step()).toEqual({kind: 'code', recoveryCode: 'CODE'});
        expect(setUp()?.owner).toMatchObject({username: 'alice', keys: {fingerprint: 'f', generation: 0}});
        expect(subject.get().kind).toBe('absent');
        await run((begun) => begun.onPublish());
        expect(step()).toEqual({kind: 'done'});
        expect(subject.get()).toEqual(active);
    });

    it('tells the vault where every way back was declined', async () => {
        const {run, vault} = flow({kind: 'absent'});
        await run((setUp) => setUp.onCreate());
        await run((setUp) => setUp.onShowDecline());
        await run((setUp) => setUp.onPublish());
        expect(vault.publish).toHaveBeenCalledWith('declined');
    });

    it('says what failed, and which step a retry repeats', async () => {
        const creating = flow({kind: 'absent'}, {vault: {create: () => Promise.resolve({kind: 'failed', code: 'storage_full'})}});
        await creating.run((setUp) => setUp.onCreate());
        expect(creating.step()).toMatchObject({kind: 'failed', during: 'create', failure: {code: 'storage_full'}});

        const publishing = flow(
            {kind: 'pending', isReset: false},
            {vault: {publish: () => Promise.resolve({kind: 'failed', code: 'offline'})}},
        );
        await publishing.run((setUp) => setUp.onPublish());
        expect(publishing.step()).toMatchObject({kind: 'failed', during: 'publish', failure: {code: 'offline'}});
    });

    it.each<[string, Vault['publish']]>([
        ['the server half says so', () => Promise.resolve({kind: 'failed', code: 'conflict'})],
        ['another identity is published', () => Promise.resolve({kind: 'own', own: elsewhere})],
    ])('is overtaken where %s, and goes on to restore', async (_, publish) => {
        const {step, run} = flow({kind: 'pending', isReset: false}, {vault: {publish}});
        await run((setUp) => setUp.onPublish());
        expect(step()).toEqual({kind: 'overtaken'});
        await run((setUp) => setUp.onShowRestore());
        expect(step()).toEqual({kind: 'restore', needsCode: false});
    });

    it('a mail leads back to the code, which then need not be kept otherwise', async () => {
        const {setUp, step, run} = flow({kind: 'absent'}, {config: MAILS});
        await run((begun) => begun.onCreate());
        await run((begun) => begun.onShowMail());
        expect(step()).toEqual({kind: 'mail', recoveryCode: 'CODE'});
        await run(() => setUp()?.mail?.onSend({fingerprint: 'F'}));
        await run((begun) => begun.onBackToCode());
        expect(step()).toEqual({kind: 'code', recoveryCode: 'CODE', mailedTo: 'a***@example.org'});
    });

    it('a mail that failed is no way back', async () => {
        const mailBackup: Vault['mailBackup'] = () => Promise.resolve({kind: 'failed', code: 'mail_failed', detail: '550 no'});
        const {setUp, step, run} = flow({kind: 'absent'}, {config: MAILS, vault: {mailBackup}});
        await run((begun) => begun.onCreate());
        await run((begun) => begun.onShowMail());
        await run(() => setUp()?.mail?.onSend({fingerprint: 'F'}));
        expect(setUp()?.mail?.step).toMatchObject({failure: {code: 'mail_failed', detail: '550 no'}});
        await run((begun) => begun.onBackToCode());
        expect(step()).toEqual({kind: 'code', recoveryCode: 'CODE'});
    });

    it('offers no mail where the server sends none', () => {
        expect(flow({kind: 'absent'}, {config: {...MAILS, mail: false}}).setUp()?.mail).toBeUndefined();
        expect(flow({kind: 'absent'}, {config: MAILS}).setUp()?.mail?.sources).toEqual(['hkps://keys.example.org']);
    });

    it('begins anew after it was left', async () => {
        const {step, run, subject} = flow({kind: 'absent'});
        await run((setUp) => setUp.onCreate());
        act(() => subject.set({kind: 'pending', isReset: false}));
        await run((setUp) => setUp.onClose());
        expect(step()).toEqual({kind: 'pending', isReset: false});
    });
});

describe('restoring', () => {
    it('compares first, and restores what was compared', async () => {
        const {step, run, vault, subject} = flow(elsewhere);
        await run((setUp) => setUp.onCompare(CODE));
        expect(step()).toEqual({kind: 'compared', comparison: COMPARED});
        expect(vault.restoreBackup).not.toHaveBeenCalled();
        await run((setUp) => setUp.onRestore());
        expect(vault.restoreBackup).toHaveBeenCalledWith(CODE);
        expect(step()).toEqual({kind: 'done'});
        expect(subject.get()).toEqual(active);
    });

    it('asks for the code that a text lacks, and goes on asking while it is wrong', async () => {
        const answers = [{kind: 'code_needed'}, {kind: 'failed', code: 'code_group', group: 3}];
        const compareBackup = (() => Promise.resolve(answers.shift())) as unknown as Vault['compareBackup'];
        const {step, run} = flow(elsewhere, {vault: {compareBackup}});
        await run((setUp) => setUp.onCompare({kind: 'text', text: 'file'}));
        expect(step()).toEqual({kind: 'restore', needsCode: true});
        await run((setUp) => setUp.onCompare({kind: 'text', text: 'file', recoveryCode: 'WRONG'}));
        expect(step()).toMatchObject({kind: 'restore', needsCode: true, failure: {code: 'code_group', group: 3}});
    });

    it('says why a backup was not taken', async () => {
        const restoreBackup: Vault['restoreBackup'] = () => Promise.resolve({kind: 'failed', code: 'bundle_invalid'});
        const {step, run} = flow(elsewhere, {vault: {restoreBackup}});
        await run((setUp) => setUp.onCompare(CODE));
        await run((setUp) => setUp.onRestore());
        expect(step()).toMatchObject({kind: 'restore', failure: {code: 'bundle_invalid'}});
    });
});

describe('starting over', () => {
    const twoOthers = () => Promise.resolve(['a', 'b']);

    it('offers to end the other sessions once the new keys are in use', async () => {
        const endOtherSessions = jest.fn(() => Promise.resolve());
        const {step, run} = flow(active, {wish: 'reset', otherSessions: twoOthers, endOtherSessions});
        await run((setUp) => setUp.onReset());
        expect(step()).toEqual({kind: 'code', recoveryCode: 'NEW'});
        await run((setUp) => setUp.onPublish());
        expect(step()).toEqual({kind: 'sessions', others: 2});
        expect(endOtherSessions).not.toHaveBeenCalled();
        await run((setUp) => setUp.onEndSessions());
        expect(endOtherSessions).toHaveBeenCalledTimes(1);
        expect(step()).toEqual({kind: 'done'});
    });

    it('also when it was interrupted by a reload', async () => {
        const {step, run} = flow({kind: 'pending', isReset: true}, {otherSessions: twoOthers});
        await run((setUp) => setUp.onPublish());
        expect(step()).toEqual({kind: 'sessions', others: 2});
    });

    it('asks nothing where there are none, and says where they could not be found out', async () => {
        const alone = flow({kind: 'pending', isReset: true});
        await alone.run((setUp) => setUp.onPublish());
        expect(alone.step()).toEqual({kind: 'done'});

        const unknown = flow({kind: 'pending', isReset: true}, {otherSessions: () => Promise.reject(new Failure('offline'))});
        await unknown.run((setUp) => setUp.onPublish());
        expect(unknown.step()).toEqual({kind: 'sessions', others: 0, failure: {code: 'offline'}});
    });

    it('a set-up that was none of a reset ends no sessions', async () => {
        const {step, run} = flow({kind: 'absent'}, {otherSessions: twoOthers});
        await run((setUp) => setUp.onCreate());
        await run((setUp) => setUp.onPublish());
        expect(step()).toEqual({kind: 'done'});
    });

    it('sessions that could not be ended may be tried again', async () => {
        const endOtherSessions = () => Promise.reject(new Failure('forbidden'));
        const {step, run} = flow({kind: 'pending', isReset: true}, {otherSessions: twoOthers, endOtherSessions});
        await run((setUp) => setUp.onPublish());
        await run((setUp) => setUp.onEndSessions());
        expect(step()).toEqual({kind: 'sessions', others: 2, failure: {code: 'forbidden'}});
    });
});
