/**
 * The objects that the containers share; built once by the composition root.
 *
 * @packageDocumentation
 */
import type {Vault} from '../../vault/api';
import type {BackupTask, SetUpWish, Words} from '../ui';
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
import type {OwnBackupView} from './own_backup';
import type {ReturnedTexts} from './returned_texts';
import type {HeldAnswer, HeldQuestion, SizeQuestion} from './sending';
import type {ServerSettings} from './server_settings';
import type {SidePanel} from './side_panel';

/** What our one dialog shows; the host mounts a single place for it. */
export type OpenDialog =
    | {readonly kind: 'none'}
    | {readonly kind: 'channel'; readonly channelId: string}

    /** Whatever fits this browser, unless the member came for something. */
    | {readonly kind: 'set_up'; readonly wish?: SetUpWish}

    /** Without a task its overview. */
    | {readonly kind: 'backup'; readonly task?: BackupTask}
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
    readonly backup: OwnBackupView;

    /** The admin's choices, as they were known last. */
    readonly settings: Pick<ServerSettings, 'shown'>;
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
