import {localChoices} from './local_choices';

function storage(): Storage {
    const kept = new Map<string, string>();
    return {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => kept.set(key, value),
        removeItem: (key: string) => kept.delete(key),
    } as unknown as Storage;
}

it('shows text unless the member chose otherwise, and remembers the choice', () => {
    const kept = storage();
    const choices = localChoices(kept);
    expect(choices.showsTextInNotifications.get()).toBe(true);
    choices.setShowsText(false);
    expect(choices.showsTextInNotifications.get()).toBe(false);
    expect(localChoices(kept).showsTextInNotifications.get()).toBe(false);
    choices.setShowsText(true);
    expect(localChoices(kept).showsTextInNotifications.get()).toBe(true);
});

it('works where the browser keeps nothing', () => {
    const refuse = (): never => {
        throw new DOMException('no', 'SecurityError');
    };
    const choices = localChoices({getItem: refuse, setItem: refuse, removeItem: refuse});
    expect(choices.showsTextInNotifications.get()).toBe(true);
    choices.setShowsText(false);
    expect(choices.showsTextInNotifications.get()).toBe(false);
});

it('remembers when to remind of the backup, and nothing that is no time', () => {
    const kept = storage();
    expect(localChoices(kept).remindsAtMs.get()).toBeUndefined();
    localChoices(kept).setRemindsAt(42);
    expect(localChoices(kept).remindsAtMs.get()).toBe(42);
    kept.setItem('app.e2ee:reminds-of-backup-at', 'soon');
    expect(localChoices(kept).remindsAtMs.get()).toBeUndefined();
});
