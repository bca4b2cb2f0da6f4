import type {OwnBackup, OwnBackupResult} from '../../vault/api';
import {OwnBackupView, reminderOf} from './own_backup';

const BACKUP: OwnBackup = {kind: 'own_backup', isPersistent: true, fingerprint: 'f', generation: 0, hasWayBack: true};

it.each<[string, Partial<OwnBackup>, string]>([
    ['never checked', {}, 'unchecked'],
    ['checked', {checkedAtMs: 1}, 'none'],
    ['checked, in a browser that may drop it', {checkedAtMs: 1, isPersistent: false}, 'none'],
    ['never checked, in a browser that may drop it', {isPersistent: false}, 'droppable'],
    ['never checked, in a browser that does not say', {isPersistent: undefined}, 'unchecked'],
    ['without any way back', {hasWayBack: false, isPersistent: false}, 'no_way_back'],
])('%s', (_, more, reminder) => {
    expect(reminderOf({kind: 'ready', value: {...BACKUP, ...more}})).toBe(reminder);
});

it('nothing is reminded of before anything is known', () => {
    expect(reminderOf({kind: 'loading'})).toBe('none');
    expect(reminderOf({kind: 'failed', failure: {code: 'offline'}})).toBe('none');
});

it('shows the last answer that was asked for, and nothing of the member before', async () => {
    const answers: Array<(result: OwnBackupResult) => void> = [];
    const view = new OwnBackupView({ownBackup: () => new Promise((resolve) => answers.push(resolve))});
    const first = view.renew();
    const second = view.renew();
    answers[1]?.({...BACKUP, generation: 2});
    answers[0]?.({...BACKUP, generation: 1});
    await Promise.all([first, second]);
    expect(view.view.get()).toMatchObject({kind: 'ready', value: {generation: 2}});

    const third = view.renew();
    view.forget();
    answers[2]?.(BACKUP);
    await third;
    expect(view.view.get()).toEqual({kind: 'loading'});
});

it('asks once where it is only wanted', async () => {
    const ownBackup = jest.fn(() => Promise.resolve(BACKUP));
    const view = new OwnBackupView({ownBackup});
    view.want();
    await Promise.resolve();
    view.want();
    expect(ownBackup).toHaveBeenCalledTimes(1);
});
