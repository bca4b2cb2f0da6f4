/**
 * @jest-environment jsdom
 */
import {act, renderHook} from '@testing-library/react';
import type {ReactNode} from 'react';
import {Provider} from 'react-redux';
import {legacy_createStore as createStore} from 'redux';

import type {CreateResult, OwnResult, OwnState} from '../../../vault/api';
import {Subject} from '../observable';
import type {Page} from '../page';
import {useSetUp} from './set_up_flow';

const active: OwnState = {kind: 'active', generation: 0, recordHash: 'h'};

function flow(own: OwnState, answers: {create?: CreateResult; publish?: OwnResult; restore?: OwnResult} = {}) {
    const state = {entities: {users: {currentUserId: 'alice', profiles: {alice: {username: 'alice'}}}}};
    const subject = new Subject<OwnState>(own);
    const page = {
        account: {own: subject},
        vault: {
            create: () => Promise.resolve(answers.create ?? {kind: 'created', recoveryCode: 'CODE'}),
            publish: () => Promise.resolve(answers.publish ?? {kind: 'own', own: active}),
            restoreBackup: () => Promise.resolve(answers.restore ?? {kind: 'own', own: active}),
        },
        nowMs: () => 1,
    } as unknown as Page;
    const wrapper = ({children}: {readonly children: ReactNode}) => <Provider store={createStore(() => state)}>{children}</Provider>;
    const {result} = renderHook(() => useSetUp(page), {wrapper});
    const run = async (action: (setUp: NonNullable<typeof result.current>) => void): Promise<void> => {
        await act(async () => {
            if (result.current !== undefined) {
                action(result.current);
            }
            await Promise.resolve();
        });
    };
    return {step: () => result.current?.step, run, subject};
}

it.each<[OwnState, unknown]>([
    [{kind: 'absent'}, {kind: 'create'}],
    [{kind: 'pending', isReset: false}, {kind: 'pending'}],
    [{kind: 'elsewhere', generation: 0}, {kind: 'restore'}],
    [{kind: 'replaced'}, {kind: 'restore'}],
    [{kind: 'conflict', code: 'chain_invalid'}, undefined],
    [active, undefined],
    [{kind: 'failed', code: 'offline'}, undefined],
])('begins where this browser stands: %j', (own, step) => {
    expect(flow(own).step()).toEqual(step);
});

it('shows the code, publishes once it was kept, and is done', async () => {
    const {step, run, subject} = flow({kind: 'absent'});
    await run((setUp) => setUp.onCreate());
    expect(step()).toEqual({kind: 'code', recoveryCode: 'CODE'});
    expect(subject.get().kind).toBe('absent');
    await run((setUp) => setUp.onPublish());
    expect(step()).toEqual({kind: 'done'});
    expect(subject.get()).toEqual(active);
});

it('says what failed, and which step a retry repeats', async () => {
    const creating = flow({kind: 'absent'}, {create: {kind: 'failed', code: 'storage_full'}});
    await creating.run((setUp) => setUp.onCreate());
    expect(creating.step()).toEqual({kind: 'failed', during: 'create', failure: {code: 'storage_full'}});

    const publishing = flow({kind: 'pending', isReset: false}, {publish: {kind: 'failed', code: 'offline'}});
    await publishing.run((setUp) => setUp.onPublish());
    expect(publishing.step()).toEqual({kind: 'failed', during: 'publish', failure: {code: 'offline'}});
});

it.each<[string, OwnResult]>([
    ['the server half says so', {kind: 'failed', code: 'conflict'}],
    ['another identity is published', {kind: 'own', own: {kind: 'elsewhere', generation: 0}}],
])('is overtaken where %s, and goes on to restore', async (_, publish) => {
    const {step, run} = flow({kind: 'pending', isReset: false}, {publish});
    await run((setUp) => setUp.onPublish());
    expect(step()).toEqual({kind: 'overtaken'});
    await run((setUp) => setUp.onShowRestore());
    expect(step()).toEqual({kind: 'restore'});
});

it('names the wrong group of a code, and takes the right one', async () => {
    const wrong = flow({kind: 'elsewhere', generation: 0}, {restore: {kind: 'failed', code: 'code_group', group: 3}});
    await wrong.run((setUp) => setUp.onRestore('typed'));
    expect(wrong.step()).toEqual({kind: 'restore', failure: {code: 'code_group', group: 3}});

    const right = flow({kind: 'elsewhere', generation: 0});
    await right.run((setUp) => setUp.onRestore('typed'));
    expect(right.step()).toEqual({kind: 'done'});
});

it('begins anew after it was left', async () => {
    const {step, run, subject} = flow({kind: 'absent'});
    await run((setUp) => setUp.onCreate());
    act(() => subject.set({kind: 'pending', isReset: false}));
    await run((setUp) => setUp.onClose());
    expect(step()).toEqual({kind: 'pending'});
});
