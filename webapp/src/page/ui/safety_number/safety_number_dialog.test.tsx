/** @jest-environment jsdom */
import {fireEvent, screen} from '@testing-library/react';

import {openDialogsInJsdom, pressEscape, renderUi} from '../../../../tests/support/render_ui';
import {SafetyNumberDialog} from './safety_number_dialog';
import type {SafetyNumberDialogProps, SafetyNumberView} from './props';

beforeAll(openDialogsInJsdom);

const DIGITS = '0123456789'.repeat(6);
const NUMBER: SafetyNumberView = {
    digits: DIGITS,
    isVerified: false,
    qr: {
        kind: 'ready',
        value: [
            [true, false],
            [false, true],
        ],
    },
};

function draw(more: Partial<SafetyNumberDialogProps> = {}) {
    const props: SafetyNumberDialogProps = {
        name: 'Bob',
        number: {kind: 'ready', value: NUMBER},
        comparison: 'none',
        camera: {kind: 'off'},
        isBusy: false,
        onRetry: jest.fn(),
        onCompareText: jest.fn(),
        onComparePicture: jest.fn(),
        onStartCamera: jest.fn(),
        onStopCamera: jest.fn(),
        onFrame: jest.fn(),
        onSetVerified: jest.fn(),
        onClose: jest.fn(),
        ...more,
    };
    renderUi(<SafetyNumberDialog {...props} />);
    return props;
}

function button(name: string): HTMLElement | null {
    return screen.queryByRole('button', {name});
}

it('shows the digits in twelve groups of five, and the code', () => {
    draw();
    const groups = [...screen.getByTestId('e2ee-safety-digits').children].map((group) => group.textContent);
    expect(groups).toHaveLength(12);
    expect(groups.join('')).toBe(DIGITS);
    expect(screen.getByRole('img', {name: 'QR code of this safety number'}).querySelector('path')?.getAttribute('d')).toBe(
        'M0 0h1v1h-1zM1 1h1v1h-1z',
    );
});

it('marks somebody as verified, and takes the mark away again', () => {
    const {onSetVerified} = draw();
    fireEvent.click(button('Mark as verified') as HTMLElement);
    expect(onSetVerified).toHaveBeenLastCalledWith(true);
});

it('offers the way back where somebody is verified', () => {
    const {onSetVerified} = draw({number: {kind: 'ready', value: {...NUMBER, isVerified: true}}});
    expect(screen.getByTestId('e2ee-verified').textContent).toBe('You have verified Bob.');
    expect(button('Mark as verified')).toBeNull();
    fireEvent.click(button('Not verified any more') as HTMLElement);
    expect(onSetVerified).toHaveBeenLastCalledWith(false);
});

it('compares what was typed, by button and by Enter, and nothing empty', () => {
    const {onCompareText} = draw();
    const field = screen.getByLabelText('Or paste the number that they see');
    expect((button('Compare') as HTMLButtonElement).disabled).toBe(true);
    fireEvent.change(field, {target: {value: '01234 56789'}});
    fireEvent.click(button('Compare') as HTMLElement);
    fireEvent.submit(field);
    expect(onCompareText).toHaveBeenCalledTimes(2);
    expect(onCompareText).toHaveBeenLastCalledWith('01234 56789');
});

it('compares a picture, the same one twice too', () => {
    const {onComparePicture} = draw();
    const file = new File(['png'], 'code.png', {type: 'image/png'});
    const field = screen.getByLabelText('Choose a picture');
    fireEvent.change(field, {target: {files: [file]}});
    expect(onComparePicture).toHaveBeenCalledWith(file);
});

it('says aloud that numbers differ, and offers no mark then', () => {
    draw({comparison: 'different'});
    expect(screen.getByRole('alert').textContent).toContain('The numbers are different');
    expect(button('Mark as verified')).toBeNull();
});

it.each([
    ['same', 'The numbers are the same'],
    ['unreadable', "isn't the safety number of the two of you"],
    ['no_code', 'no QR code'],
] as const)('%s is said quietly, and the mark stays possible', (comparison, words) => {
    draw({comparison});
    expect(screen.getByTestId('e2ee-compared').textContent).toContain(words);
    expect(button('Mark as verified')).not.toBeNull();
});

it.each(['denied', 'missing'] as const)('a camera that is %s leaves the other ways', (why) => {
    draw({camera: {kind: 'unavailable', why}});
    expect(button('Scan with the camera')).toBeNull();
    expect(screen.getByTestId('e2ee-camera').textContent).toContain('Choose a picture of the code, or paste the number');
});

it('shows a code that can not be drawn as a failure, and the digits all the same', () => {
    draw({number: {kind: 'ready', value: {...NUMBER, qr: {kind: 'failed', failure: {code: 'vault_gone'}}}}});
    expect(screen.getByTestId('e2ee-safety-digits')).toBeTruthy();
    expect(screen.getByTestId('e2ee-failure').textContent).toContain('Reload the page');
});

it('has nothing to mark where there is no number', () => {
    const {onRetry} = draw({number: {kind: 'failed', failure: {code: 'peer_without_key'}}});
    expect(button('Mark as verified')).toBeNull();
    fireEvent.click(button('Try again') as HTMLElement);
    expect(onRetry).toHaveBeenCalledTimes(1);
});

it('is not closed by a file that is not chosen after all', () => {
    const {onClose} = draw();
    const dialog = screen.getByRole('dialog');
    screen.getByLabelText('Choose a picture').dispatchEvent(new Event('cancel', {bubbles: true}));
    expect(onClose).not.toHaveBeenCalled();
    pressEscape(dialog);
    expect(onClose).toHaveBeenCalledTimes(1);
});
