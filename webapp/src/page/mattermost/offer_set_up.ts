import type {Page} from './page';

/** For whoever lacks a key: whatever fits this browser. With keys in use, what is missing is an older one, which a backup may have. */
export function offerSetUp({account, dialog}: Pick<Page, 'account' | 'dialog'>): void {
    dialog.set(account.own.get().kind === 'active' ? {kind: 'set_up', wish: 'restore'} : {kind: 'set_up'});
}
