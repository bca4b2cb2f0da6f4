/**
 * Asks the member about people who hold a post up.
 *
 * @packageDocumentation
 */
import {Failure} from '../../lib/errors';
import type {OpenDialog, Page} from './page';
import type {HeldAnswer, HeldQuestion} from './sending';

/**
 * One question at a time: a second post waits for nobody, it is refused until the first is answered. A question that is no
 * longer on the page, since another dialog took its place or the member logged out, counts as cancelled: the host's
 * composer waits for the answer.
 */
export function askAbout(question: HeldQuestion, {dialog, dialogPlaces}: Pick<Page, 'dialog' | 'dialogPlaces'>): Promise<HeldAnswer> {
    if (!dialogPlaces.isOpen || dialog.get().kind === 'held') {
        return Promise.reject(new Failure('conflict'));
    }
    return new Promise((resolve) => {
        const asked: OpenDialog = {
            kind: 'held',
            ...question,
            onAnswer: (answer) => {
                resolve(answer);
                dialog.set({kind: 'none'});
            },
        };
        dialog.set(asked);
        const stop = dialog.subscribe(() => {
            if (dialog.get() !== asked) {
                stop();
                resolve('cancel');
            }
        });
    });
}
