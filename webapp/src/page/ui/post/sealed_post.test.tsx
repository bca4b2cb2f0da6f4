/** @jest-environment jsdom */
import {fireEvent, screen} from '@testing-library/react';

import {clickAndSettle, renderUi} from '../../../../tests/support/render_ui';
import {ENVIRONMENT_CODES, PROTOCOL_CODES} from '../../../lib/errors';
import type {FailureCode} from '../../../lib/errors';
import type {Mark} from '../../../vault/api';
import type {SealedPostProps, SealedPostState} from '../props';
import {postSituation} from '../words/failures';
import {SealedPost} from './sealed_post';

const SIGNED_AT = Date.UTC(2026, 2, 1, 12, 0);
const CREATE_AT = Date.UTC(2026, 2, 1, 14, 30);

function opened(overrides: Partial<Extract<SealedPostState, {kind: 'opened'}>> = {}): SealedPostState {
    return {kind: 'opened', marks: [], isEdited: false, isVerified: true, createAtMs: CREATE_AT, ...overrides};
}

function draw(state: SealedPostState, rest: Partial<SealedPostProps> = {}) {
    return renderUi(
        <SealedPost state={state} {...rest}>
            <p>the text</p>
        </SealedPost>,
    );
}

function post(): HTMLElement {
    return screen.getByTestId('e2ee-post');
}

describe('opening', () => {
    test('says so to a screen reader and shows no text', () => {
        draw({kind: 'opening', isSlow: false});
        expect(post().getAttribute('aria-busy')).toBe('true');
        expect(post().textContent).toBe('Opening an encrypted message…');
        expect(screen.queryByTestId('e2ee-post-bar')).toBeNull();
    });

    test('draws something in its place where it takes long', () => {
        draw({kind: 'opening', isSlow: true});
        expect(screen.getByTestId('e2ee-post-bar')).toBeTruthy();
    });
});

describe('opened', () => {
    test('shows the text with one mark, named for who can’t see it', () => {
        draw(opened());
        expect(screen.getByTestId('e2ee-post-text').textContent).toBe('the text');
        expect(screen.getByRole('img', {name: 'Sealed, and its author is proved'})).toBeTruthy();
        expect(screen.getAllByTestId('e2ee-mark')).toHaveLength(1);
    });

    test('claims nothing before it was verified', () => {
        draw(opened({isVerified: false}));
        expect(screen.getByTestId('e2ee-post-text').textContent).toBe('the text');
        expect(screen.queryByRole('img')).toBeNull();
    });

    test('an edited post is marked, another one not', () => {
        const {rerender} = draw(opened({isEdited: true}));
        expect(screen.getByText('Edited')).toBeTruthy();
        rerender(<SealedPost state={opened()} />);
        expect(screen.queryByText('Edited')).toBeNull();
    });

    test('copies its text and says whether that worked', async () => {
        const onCopyText = jest.fn().mockResolvedValueOnce(true).mockResolvedValueOnce(false);
        draw(opened(), {onCopyText});
        await clickAndSettle(screen.getByRole('button', {name: 'Copy text'}));
        expect(screen.getByRole('status').textContent).toBe('Copied');
        await clickAndSettle(screen.getByRole('button', {name: 'Copy text'}));
        expect(screen.getByRole('status').textContent).toMatch(/^Copying didn't work/);
    });

    test.each<[Mark, RegExp]>([
        [{kind: 'copy', ofPostId: 'p'.repeat(26)}, /^A copy of an earlier post/],
        [{kind: 'time_differs', signedAtMs: SIGNED_AT}, /12:00.*2:30/],
        [{kind: 'mentions_differ'}, /@names/],
        [{kind: 'superseded_generation'}, /older key/],
        [{kind: 'gap'}, /^A post before this one isn't here/],
    ])('%j is one line whose reason opens on request', (mark, line) => {
        draw(opened({marks: [mark]}));
        const shown = screen.getAllByTestId('e2ee-mark').find((element) => element.dataset.mark === mark.kind);
        expect(shown?.textContent).toMatch(line);

        const why = screen.getByRole('button', {name: /^Why\?/});
        const explanation = document.getElementById(why.getAttribute('aria-controls') ?? '');
        expect(explanation?.hidden).toBe(true);
        fireEvent.click(why);
        expect(why.getAttribute('aria-expanded')).toBe('true');
        expect(explanation?.hidden).toBe(false);
        expect(explanation?.textContent).toMatch(/\.$/);
    });

    test('a copy leads to the post that was first', () => {
        const onShowPost = jest.fn();
        draw(opened({marks: [{kind: 'copy', ofPostId: 'first'}]}), {onShowPost});
        fireEvent.click(screen.getByRole('button', {name: 'Show the first one'}));
        expect(onShowPost).toHaveBeenCalledWith('first');
    });

    test('marks stand beside the text, never in its place', () => {
        draw(opened({marks: [{kind: 'gap'}, {kind: 'mentions_differ'}]}));
        expect(screen.getByTestId('e2ee-post-text').textContent).toBe('the text');
    });
});

describe('unreadable', () => {
    const CODES: readonly FailureCode[] = [...PROTOCOL_CODES, ...ENVIRONMENT_CODES];

    test.each(CODES)('%s shows its reason and never the text', (code) => {
        draw({kind: 'unreadable', code}, {onCopyText: () => Promise.resolve(true)});
        expect(post().dataset.code).toBe(code);
        expect(post().textContent).not.toContain('the text');
        expect(screen.queryByTestId('e2ee-post-text')).toBeNull();
        expect(screen.queryByRole('img')).toBeNull();
        expect(screen.queryByRole('button', {name: 'Copy text'})).toBeNull();
        expect(post().className).toContain(`e2ee-unreadable--${postSituation(code)}`);
    });

    test('the reasons a reader meets are told apart by their words', () => {
        const met: FailureCode[] = [
            'not_a_recipient',
            'key_missing',
            'signature_invalid',
            'author_mismatch',
            'channel_mismatch',
            'thread_mismatch',
            'envelope_malformed',
            'decrypt_failed',
            'version_unsupported',
            'revision_superseded',
        ];
        const titles = met.map((code) => {
            const {unmount} = draw({kind: 'unreadable', code});
            const text = post().querySelector('.e2ee-why__line')?.textContent;
            unmount();
            return text;
        });
        expect(new Set(titles).size).toBe(met.length);
    });

    test('without a key it offers set-up or restore', () => {
        const onAction = jest.fn();
        draw({kind: 'unreadable', code: 'key_missing'}, {onAction});
        fireEvent.click(screen.getByRole('button', {name: 'Set up or restore keys'}));
        expect(onAction).toHaveBeenCalledWith('set_up');
    });

    test('offers nothing where nothing helps, and nothing that nobody would hear', () => {
        const {unmount} = draw({kind: 'unreadable', code: 'signature_invalid'}, {onAction: jest.fn()});
        expect(screen.getAllByRole('button')).toHaveLength(1);
        unmount();
        draw({kind: 'unreadable', code: 'key_missing'});
        expect(screen.getAllByRole('button')).toHaveLength(1);
    });

    test('says why on request', () => {
        draw({kind: 'unreadable', code: 'not_a_recipient'});
        fireEvent.click(screen.getByRole('button', {name: 'Why? Sealed before you joined, or not for you'}));
        expect(screen.getByText(/you weren't in the channel or had no key yet/)).toBeTruthy();
    });
});
