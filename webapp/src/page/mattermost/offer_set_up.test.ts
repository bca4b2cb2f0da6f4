import type {OwnState} from '../../vault/api';
import {Subject} from './observable';
import {offerSetUp} from './offer_set_up';
import type {OpenDialog, Page} from './page';

it.each<[OwnState, OpenDialog]>([
    [{kind: 'absent'}, {kind: 'set_up'}],
    [{kind: 'elsewhere', generation: 0}, {kind: 'set_up'}],
    [
        {kind: 'active', generation: 1, recordHash: 'h'},
        {kind: 'set_up', wish: 'restore'},
    ],
])('%j is offered %j', (own, offered) => {
    const dialog = new Subject<OpenDialog>({kind: 'none'});
    offerSetUp({account: {own: new Subject(own)} as Page['account'], dialog});
    expect(dialog.get()).toEqual(offered);
});
