/** @jest-environment jsdom */
import {fireEvent, screen} from '@testing-library/react';

import en from '../../../i18n/en.json';
import {clickAndSettle, openDialogsInJsdom, renderUi} from '../../../../tests/support/render_ui';
import {mailKeyActions, setUpActions} from '../../../../tests/support/ui_props';
import {firstSetUpStep} from './first_step';
import type {SetUpDialogProps, SetUpProps} from './props';
import {isSetUpBusy, setUpTitleId} from './set_up';
import type {StepUnderWay} from './set_up';
import {SetUpDialog} from './set_up_dialog';

const CODE = 'ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567-89ABC';
const SHOWN: StepUnderWay = {kind: 'code', recoveryCode: CODE};

beforeAll(openDialogsInJsdom);

function draw(step: StepUnderWay, overrides: Partial<SetUpProps> = {}) {
    const props: SetUpDialogProps = {...setUpActions(), ...overrides, step};
    const {rerender} = renderUi(<SetUpDialog {...props} />);
    return {props, show: (next: StepUnderWay) => rerender(<SetUpDialog {...props} step={next} />)};
}

function button(name: string): HTMLElement {
    return screen.getByRole('button', {name});
}

describe('where set-up begins', () => {
    test('nothing published: create, unless the member has a backup', () => {
        expect(firstSetUpStep({kind: 'absent'})).toEqual({kind: 'create'});
        expect(firstSetUpStep({kind: 'absent'}, 'restore')).toEqual({kind: 'restore', needsCode: false});
    });

    test('published elsewhere or renewed there: restore, and new keys only where they are asked for', () => {
        for (const own of [
            {kind: 'elsewhere', generation: 0},
            {kind: 'behind', generation: 0, published: 1},
            {kind: 'replaced'},
        ] as const) {
            expect(firstSetUpStep(own)).toEqual({kind: 'restore', needsCode: false});
            expect(firstSetUpStep(own, 'reset')).toEqual({kind: 'reset'});
        }
    });

    test('interrupted: finish or start again', () => {
        expect(firstSetUpStep({kind: 'pending', isReset: true})).toEqual({kind: 'pending', isReset: true});
    });

    test('nowhere, where keys are in use or contradicted, but for what the member came for', () => {
        const active = {kind: 'active', generation: 0, recordHash: ''} as const;
        expect(firstSetUpStep(active)).toBeUndefined();
        expect(firstSetUpStep(active, 'restore')).toEqual({kind: 'restore', needsCode: false});
        expect(firstSetUpStep(active, 'reset')).toEqual({kind: 'reset'});
        expect(firstSetUpStep({kind: 'conflict', code: 'chain_invalid'}, 'reset')).toBeUndefined();
        expect(firstSetUpStep({kind: 'failed', code: 'offline'}, 'restore')).toBeUndefined();
    });
});

describe('creating', () => {
    test('nothing is made before the member asks for it', () => {
        const {props} = draw({kind: 'create'});
        expect(props.onCreate).not.toHaveBeenCalled();
        fireEvent.click(button('Create my keys'));
        expect(props.onCreate).toHaveBeenCalledTimes(1);
    });

    test.each(['creating', 'publishing', 'comparing', 'restoring', 'ending_sessions'] as const)(
        '%s is said, and the dialog stays',
        (kind) => {
            draw({kind});
            expect(screen.getByRole('status').textContent).toMatch(/…$/);
            expect(isSetUpBusy({step: {kind}})).toBe(true);
            expect(button('Close')).toHaveProperty('disabled', true);
        },
    );

    test('the code is shown in groups, and only "I have kept it" opens the way to publishing', () => {
        const {props} = draw(SHOWN);
        expect(screen.getByRole('status', {name: 'Your recovery code'}).textContent).toBe(CODE);

        fireEvent.click(button('Finish'));
        expect(props.onPublish).not.toHaveBeenCalled();

        fireEvent.click(screen.getByRole('checkbox', {name: /I have kept my recovery code/}));
        fireEvent.click(button('Finish'));
        expect(props.onPublish).toHaveBeenCalledTimes(1);
    });

    test('a mail on its way is a way back too', () => {
        const {props} = draw({kind: 'code', recoveryCode: CODE, mailedTo: 'a***@example.org'});
        expect(screen.getByTestId('e2ee-mailed').textContent).toContain('a***@example.org');
        fireEvent.click(button('Finish'));
        expect(props.onPublish).toHaveBeenCalledTimes(1);
    });

    test('going on without a way back says what is lost, and has to be agreed to', () => {
        const {props, show} = draw(SHOWN);
        fireEvent.click(button('Go on without keeping anything'));
        expect(props.onShowDecline).toHaveBeenCalledTimes(1);
        expect(props.onPublish).not.toHaveBeenCalled();

        show({kind: 'decline', recoveryCode: CODE});
        expect(screen.getByRole('dialog', {name: 'Without a way back?'}).textContent).toMatch(/stays unreadable, for good/);
        fireEvent.click(button('Back to the code'));
        expect(props.onBackToCode).toHaveBeenCalledTimes(1);
        fireEvent.click(button('I accept that: go on without'));
        expect(props.onPublish).toHaveBeenCalledTimes(1);
    });

    test('the mail is offered only where this server sends any', () => {
        const {unmount} = renderUi(<SetUpDialog {...setUpActions()} step={SHOWN} />);
        expect(screen.queryByRole('button', {name: 'Send it to me encrypted'})).toBeNull();
        unmount();

        const {props, show} = draw(SHOWN, {mail: {...mailKeyActions(), step: {kind: 'ask'}}});
        fireEvent.click(button('Send it to me encrypted'));
        expect(props.onShowMail).toHaveBeenCalledTimes(1);
        show({kind: 'mail', recoveryCode: CODE});
        expect(screen.getByRole('textbox', {name: /^Fingerprint of your key/})).toBeTruthy();
        fireEvent.click(button('Back'));
        expect(props.onBackToCode).toHaveBeenCalledTimes(1);
    });

    test('copying says whether it worked', async () => {
        const onCopy = jest.fn().mockResolvedValueOnce(true).mockResolvedValueOnce(false);
        draw(SHOWN, {onCopy});
        await clickAndSettle(button('Copy code'));
        expect(onCopy).toHaveBeenCalledWith(CODE);
        expect(screen.getByText('Copied')).toBeTruthy();
        await clickAndSettle(button('Copy code'));
        expect(screen.getByText(/^Copying didn't work/)).toBeTruthy();
        expect(screen.queryByText('Copied')).toBeNull();
    });

    test('the downloaded file and the printed sheet name server, account, key and code', () => {
        const {props} = draw(SHOWN);
        fireEvent.click(button('Download code'));
        const [fileName, text] = jest.mocked(props.onDownload).mock.lastCall ?? [];
        expect(fileName).toBe('mattermost-recovery-code-aino.txt');
        for (const word of ['chat.example.org', 'aino', 'no. 1, fingerprint AB12 CD34', CODE]) {
            expect(text).toContain(word);
        }

        fireEvent.click(button('Print'));
        const [sheet] = jest.mocked(props.onPrint).mock.lastCall ?? [];
        expect(sheet?.code).toBe(CODE);
        expect(sheet?.rows).toEqual([
            {name: 'Server', value: 'chat.example.org'},
            {name: 'Account', value: 'aino'},
            {name: 'Fingerprint', value: 'AB12 CD34'},
            {name: 'Key no.', value: '1'},
        ]);
    });

    test('where the keys are not known, the papers leave them out', () => {
        const {props} = draw(SHOWN, {owner: {username: 'aino', serverName: 'chat.example.org'}});
        fireEvent.click(button('Download code'));
        expect(jest.mocked(props.onDownload).mock.lastCall?.[1]).not.toContain('fingerprint');
        fireEvent.click(button('Print'));
        expect(jest.mocked(props.onPrint).mock.lastCall?.[0].rows).toHaveLength(2);
    });

    test('the code is gone from the page once the step is over', () => {
        const {show} = draw(SHOWN);
        show({kind: 'publishing'});
        expect(document.body.textContent).not.toContain(CODE);
    });

    test('a retry repeats what failed, and nothing else', () => {
        const {props, show} = draw({kind: 'failed', during: 'publish', failure: {code: 'offline'}});
        expect(screen.getByRole('alert').textContent).toContain('No connection');
        fireEvent.click(button('Try again'));
        expect(props.onPublish).toHaveBeenCalledTimes(1);
        expect(props.onCreate).not.toHaveBeenCalled();

        show({kind: 'failed', during: 'create', failure: {code: 'storage_full'}});
        fireEvent.click(button('Try again'));
        expect(props.onCreate).toHaveBeenCalledTimes(1);

        show({kind: 'failed', during: 'reset', failure: {code: 'offline'}});
        fireEvent.click(button('Try again'));
        expect(props.onReset).toHaveBeenCalledTimes(1);
        expect(props.onCreate).toHaveBeenCalledTimes(1);
    });

    test('after a reload in the middle the member may finish, or start again with what it was', () => {
        const {props, show} = draw({kind: 'pending', isReset: false});
        fireEvent.click(button('I have kept it: finish'));
        expect(props.onPublish).toHaveBeenCalledTimes(1);
        fireEvent.click(button('Start again with a new code'));
        expect(props.onCreate).toHaveBeenCalledTimes(1);

        show({kind: 'pending', isReset: true});
        expect(screen.getByText(/the ones from before count/)).toBeTruthy();
        fireEvent.click(button('I found my backup: restore instead'));
        expect(props.onShowRestore).toHaveBeenCalledTimes(1);
        fireEvent.click(button('Start again with a new code'));
        expect(props.onReset).toHaveBeenCalledTimes(1);
        expect(props.onCreate).toHaveBeenCalledTimes(1);
    });

    test('overtaken by another browser, it offers that browser’s code and no way to publish', () => {
        const {props} = draw({kind: 'overtaken'});
        expect(screen.getByText(/worth nothing now/)).toBeTruthy();
        fireEvent.click(button('Restore with that code'));
        expect(props.onShowRestore).toHaveBeenCalledTimes(1);
        expect(screen.queryByRole('button', {name: /create|finish/i})).toBeNull();
    });
});

describe('starting over', () => {
    test('what it costs stands there before, and has to be understood', () => {
        const {props} = draw({kind: 'reset'});
        const dialog = screen.getByRole('dialog', {name: 'Start over with new keys'});
        expect(dialog.textContent).toMatch(/stays unreadable, unless you find your old backup/);
        expect(dialog.textContent).toMatch(/told that your key changed/);
        fireEvent.click(button('Make new keys'));
        expect(props.onReset).not.toHaveBeenCalled();

        fireEvent.click(screen.getByRole('checkbox', {name: 'I understand what this costs'}));
        fireEvent.click(button('Make new keys'));
        expect(props.onReset).toHaveBeenCalledTimes(1);
    });

    test('where keys were stolen, it says what nothing takes back', () => {
        draw({kind: 'reset'});
        expect(screen.queryByText(/Nothing takes that back/)).toBeNull();
        fireEvent.click(screen.getByRole('radio', {name: /Somebody else may have my keys/}));
        expect(screen.getByText(/Nothing takes that back/)).toBeTruthy();
    });

    test('where this browser has the old keys, they stay readable here', () => {
        draw({kind: 'reset'}, {hasKeysHere: true});
        expect(screen.getByText(/stays readable in this browser only/)).toBeTruthy();
        expect(screen.queryByRole('button', {name: /restore instead/})).toBeNull();
    });

    test('the other sessions are counted, and ended or left', () => {
        const {props} = draw({kind: 'sessions', others: 2});
        expect(screen.getByText(/logged in to Mattermost in 2 other places/)).toBeTruthy();
        fireEvent.click(button('Leave them'));
        expect(props.onKeepSessions).toHaveBeenCalledTimes(1);
        fireEvent.click(button('Log out everywhere else'));
        expect(props.onEndSessions).toHaveBeenCalledTimes(1);
    });

    test('sessions that could not be counted are not said to be none', () => {
        draw({kind: 'sessions', others: 0, failure: {code: 'offline'}});
        expect(screen.getByText(/couldn't be found out/)).toBeTruthy();
        expect(screen.getByRole('alert').textContent).toContain('No connection');
    });
});

test('every step has a title of its own words', () => {
    const steps: readonly StepUnderWay[] = [
        {kind: 'pending', isReset: false},
        {kind: 'pending', isReset: true},
        {kind: 'mail', recoveryCode: CODE},
        {kind: 'ending_sessions'},
    ];
    expect(new Set(steps.map((step) => en[setUpTitleId(step)])).size).toBe(steps.length);
});

test('focus stays inside when a step replaces the one whose button was pressed', () => {
    const {show} = draw({kind: 'create'});
    button('Create my keys').focus();
    show(SHOWN);
    expect(document.activeElement).toBe(screen.getByRole('heading', {name: 'Keep your recovery code'}));
});
