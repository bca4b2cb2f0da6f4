/**
 * The objects that the containers share; built once by the composition root.
 *
 * @packageDocumentation
 */
import type {Vault} from '../../vault/api';
import type {Words} from '../ui';
import type {CurrentAccount} from './account';
import type {ChannelPeople} from './channel_people';
import type {ChannelStates} from './channel_states';
import type {ClearPosts} from './clear_posts';
import type {DialogPlaces} from './dialog_places';
import type {ServerApi} from './host/api';
import type {HostStore} from './host/state';
import type {LocalChoices} from './local_choices';
import type {Subject} from './observable';
import type {Openings} from './openings';
import type {ReturnedTexts} from './returned_texts';
import type {HeldAnswer, HeldQuestion, SizeQuestion} from './sending';
import type {SidePanel} from './side_panel';

/** What our one dialog shows; the host mounts a single place for it. */
export type OpenDialog =
    | {readonly kind: 'none'}
    | {readonly kind: 'channel'; readonly channelId: string}
    | {readonly kind: 'safety_number'; readonly userId: string; readonly username: string}
    | (HeldQuestion & {readonly kind: 'held'; readonly onAnswer: (answer: HeldAnswer) => void})
    | (SizeQuestion & {readonly kind: 'too_many'; readonly onAnswer: (answer: HeldAnswer) => void});

export interface Page {
    readonly vault: Vault;
    readonly api: ServerApi;
    readonly store: HostStore;
    readonly account: CurrentAccount;
    readonly states: ChannelStates;
    readonly people: ChannelPeople;
    readonly openings: Openings;
    readonly clearPosts: ClearPosts;
    readonly returned: ReturnedTexts;
    readonly choices: LocalChoices;
    readonly dialog: Subject<OpenDialog>;

    /** The last person of whom the vault told that their key, their mark or a decision about them changed. */
    readonly personNews: Subject<{readonly userId: string} | undefined>;
    readonly dialogPlaces: DialogPlaces;
    readonly sidePanel: SidePanel;
    readonly words: () => Words;

    /** Whether @names stand beside a sealed post; `true`, the default, while not known. */
    readonly mentionsInPlaceholder: () => boolean;
    readonly nowMs: () => number;
}
