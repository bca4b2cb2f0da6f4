/**
 * Asks the member about what holds a post up.
 *
 * @packageDocumentation
 */
import {Failure} from '../../lib/errors';
import type {OpenDialog, Page} from './page';
import type {HeldAnswer, HeldQuestion, SizeQuestion} from './sending';

type Places = Pick<Page, 'dialog' | 'dialogPlaces'>;

export function askAbout(question: HeldQuestion, places: Places): Promise<HeldAnswer> {
    return ask((onAnswer) => ({kind: 'held', ...question, onAnswer}), places);
}

/** Whether to go on in a channel that is larger than the admin meant. */
export function askAboutSize(question: SizeQuestion, places: Places): Promise<HeldAnswer> {
    return ask((onAnswer) => ({kind: 'too_many', ...question, onAnswer}), places);
}

/**
 * One question at a time: a second post waits for nobody, it is refused until the first is answered. A question that is no
 * longer on the page, since another dialog took its place or the member logged out, counts as cancelled: the host's
 * composer waits for the answer.
 */
function ask(question: (onAnswer: (answer: HeldAnswer) => void) => OpenDialog, {dialog, dialogPlaces}: Places): Promise<HeldAnswer> {
    if (!dialogPlaces.isOpen || 'onAnswer' in dialog.get()) {
        return Promise.reject(new Failure('conflict'));
    }
    return new Promise((resolve) => {
        const asked = question((answer) => {
            resolve(answer);
            dialog.set({kind: 'none'});
        });
        dialog.set(asked);
        const stop = dialog.subscribe(() => {
            if (dialog.get() !== asked) {
                stop();
                resolve('cancel');
            }
        });
    });
}
