import {DialogPlaces} from './dialog_places';
import {askAbout, askAboutSize} from './held_questions';
import {Subject} from './observable';
import type {OpenDialog} from './page';

const question = {
    channelId: 'channel',
    people: [{kind: 'changed', userId: 'bob', how: 'reset', mayAccept: true, wasVerified: false} as const],
    members: [{userId: 'bob', username: 'bob'}],
    mayLeaveOut: true,
};

function page() {
    const dialogPlaces = new DialogPlaces();
    dialogPlaces.open();
    return {dialogPlaces, dialog: new Subject<OpenDialog>({kind: 'none'})};
}

function answer(dialog: Subject<OpenDialog>, choice: 'accept' | 'cancel'): void {
    const open = dialog.get();
    if ('onAnswer' in open) {
        open.onAnswer(choice);
    }
}

it('gives the answer and closes', async () => {
    const {dialog, dialogPlaces} = page();
    const asked = askAbout(question, {dialog, dialogPlaces});
    expect(dialog.get()).toMatchObject({kind: 'held', ...question});
    answer(dialog, 'accept');
    await expect(asked).resolves.toBe('accept');
    expect(dialog.get()).toEqual({kind: 'none'});
});

it.each<OpenDialog>([{kind: 'none'}, {kind: 'channel', channelId: 'channel'}])(
    'is cancelled where something else took its place',
    async (other) => {
        const {dialog, dialogPlaces} = page();
        const asked = askAbout(question, {dialog, dialogPlaces});
        dialog.set(other);
        await expect(asked).resolves.toBe('cancel');
        expect(dialog.get()).toEqual(other);
    },
);

it('takes no second question, and none that nobody could see', async () => {
    const {dialog, dialogPlaces} = page();
    const first = askAbout(question, {dialog, dialogPlaces});
    await expect(askAbout(question, {dialog, dialogPlaces})).rejects.toMatchObject({code: 'conflict'});
    answer(dialog, 'cancel');
    await expect(first).resolves.toBe('cancel');
    await expect(askAbout(question, {dialog, dialogPlaces: new DialogPlaces()})).rejects.toMatchObject({code: 'conflict'});
});

it('asks about the size of a channel in the same way, and not at the same time', async () => {
    const {dialog, dialogPlaces} = page();
    const asked = askAboutSize({channelId: 'channel', members: 1200, limit: 1000}, {dialog, dialogPlaces});
    expect(dialog.get()).toMatchObject({kind: 'too_many', members: 1200, limit: 1000});
    await expect(askAbout(question, {dialog, dialogPlaces})).rejects.toMatchObject({code: 'conflict'});
    answer(dialog, 'accept');
    await expect(asked).resolves.toBe('accept');
});
