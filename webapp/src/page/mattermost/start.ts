/**
 * Builds the page's objects and registers them with the host, in the order in which they matter: guard, hooks, whatever keeps them
 * informed, and what is drawn.
 *
 * @packageDocumentation
 */
import type {Account, Vault, VaultEvent} from '../../vault/api';
import {wordsIn} from '../ui';
import type {Words} from '../ui';
import {CurrentAccount} from './account';
import {ClearPosts} from './clear_posts';
import {EncryptedSince} from './encrypted_since';
import {messageWillFormat, registerFormatHook} from './format_hook';
import {ChannelPeople} from './channel_people';
import {ChannelStates} from './channel_states';
import {DialogPlaces} from './dialog_places';
import {guardRequests} from './guard_setup';
import {askAbout, askAboutSize} from './held_questions';
import {desktopNotification, filesWillUpload, messageWillBePosted, slashCommandWillBePosted} from './hooks';
import type {HookParts} from './hooks';
import {serverApi} from './host/api';
import {arrivingPost} from './host/arriving_post';
import {whenCalm} from './host/browser';
import {focusedChannel, openChannels, putBack, wake} from './host/composers';
import {drawOnce, siteUrl} from './host/exports';
import {answerLocally} from './host/local_answer';
import type {PluginRegistry} from './host/registry';
import {receivedPosts} from './host/received_posts';
import {channelOf, currentChannelId, currentUserId, directPairOf, draftKey, localeOf, storedDraft} from './host/state';
import type {HostStore} from './host/state';
import {keepingTyped} from './host/typed_meanwhile';
import {takeHostSocket} from './host_socket';
import {keylessStates} from './keyless_states';
import {registerLiveUpdates} from './live_updates';
import {localChoices} from './local_choices';
import {PLUGIN_ID} from './manifest';
import {Members} from './members';
import {Subject} from './observable';
import {Openings} from './openings';
import {OwnBackupView} from './own_backup';
import {ownCommand} from './own_command';
import type {OpenDialog, Page} from './page';
import {postWatch} from './post_watch';
import {RefusedPosts} from './refused_posts';
import {registerComponents} from './registered_components';
import {ReturnedTexts} from './returned_texts';
import {isSealed} from './sealed_posts';
import {sealPost} from './sending';
import {ServerSettings} from './server_settings';
import {SidePanel} from './side_panel';

/** The vault behind its worker. */
export interface VaultConnection {
    readonly vault: Vault;
    onEvent(listener: (event: VaultEvent) => void): void;

    /** Ends the worker. */
    close(): void;
}

export interface StartParts {
    readonly registry: PluginRegistry;
    readonly store: HostStore;
    readonly connectVault: () => VaultConnection;
}

export interface RunningPlugin {
    /** After an update or a disable: nothing more is asked or shown, and the guard goes on with what was known last. */
    retire(): void;
}

export function startPlugin({registry, store, connectVault}: StartParts): RunningPlugin {
    const words = wordsOf(store);
    const states = new ChannelStates();
    const returned = new ReturnedTexts({putBack: (place, text) => putBack(store, place, text)});
    const refused = new RefusedPosts({returned, removePost: (post) => store.dispatch({type: 'POST_REMOVED', data: post})});
    let ownText: Openings['ownText'] = () => undefined;
    guardRequests({store, states, words, refused, ownText: (envelope) => ownText(envelope)});

    const page = buildPage({store, states, returned, refused, words, connection: connectVault()});
    ownText = (envelope) => page.openings.ownText(envelope);
    const hooks = hookParts(page);
    registry.registerMessageWillBePostedHook(messageWillBePosted(hooks));
    registry.registerSlashCommandWillBePostedHook(slashCommandWillBePosted(hooks));
    registry.registerFilesWillUploadHook(filesWillUpload(hooks));
    registry.registerDesktopNotificationHook?.(desktopNotification(hooks));

    let isRetired = false;
    registerLiveUpdates({...page, registry, isRetired: () => isRetired});
    const stopWatching = watchStore(page, refused);
    try {
        takeHostSocket(window, (text) => {
            // Nobody looks at a hidden page, and its timers are late.
            const post = isRetired || document.hidden ? undefined : arrivingPost(text);
            return post === undefined ? undefined : page.openings.arriving(post);
        });
        registry.registerReducer(
            receivedPosts((posts) => {
                if (!isRetired) {
                    page.openings.begin(posts.filter(isSealed));
                }
            }),
        );
        registerLooks(registry, page, () => isRetired);
    } catch {
        // A host without one of these places. What holds posts back runs already, and says why in words of its own.
    }
    return {
        retire: () => {
            isRetired = true;
            stopWatching();
            page.account.retire();
            page.connection.close();
        },
    };
}

function registerLooks(registry: PluginRegistry, page: Page, isRetired: () => boolean): void {
    const formatAnew = registerFormatHook(registry, messageWillFormat(page));
    page.clearPosts.round.subscribe(() => {
        if (!isRetired()) {
            formatAnew();
        }
    });
    registerComponents(registry, page);
}

/** The page's objects, with those that only this file needs. */
interface BuiltPage extends Page {
    readonly members: Members;
    readonly settings: ServerSettings;
    readonly connection: VaultConnection;
}

interface PageParts extends Pick<StartParts, 'store'> {
    readonly states: ChannelStates;
    readonly returned: ReturnedTexts;
    readonly refused: RefusedPosts;
    readonly words: () => Words;
    readonly connection: VaultConnection;
}

function buildPage({store, states, returned, refused, words, connection}: PageParts): BuiltPage {
    const site = siteUrl();
    const routes = `${site}/plugins/${PLUGIN_ID}`;
    const api = serverApi(site, `${routes}/api/v1`);
    const {vault} = connection;
    const members = new Members(api);
    const settings = new ServerSettings(api);
    const people = new ChannelPeople(vault, members);
    const openings = new Openings({vault, whenCalm, drawOnce, currentUserId: () => currentUserId(store.getState())});
    const encryptedSince = new EncryptedSince(states, () => Date.now());
    const clearPosts = new ClearPosts({
        encryptedSince: (channelId) => encryptedSince.of(channelId),
        exemptBot: (userId) => settings.peekExemptBot(userId),
    });
    states.subscribe(() => clearPosts.channelsChanged());
    settings.shown.subscribe(() => clearPosts.judgeAnew());
    const dialog = new Subject<OpenDialog>({kind: 'none'});
    const backup = new OwnBackupView(vault);
    const personNews = new Subject<{readonly userId: string} | undefined>(undefined);
    const account = new CurrentAccount({
        vault,
        states,
        currentUserId: () => currentUserId(store.getState()),
        accountOf: (userId): Account => ({userId, routes}),
        keyless: (why) => keylessStates(api, why),
        dropEverything: () => {
            openings.clear();
            clearPosts.clear();
            encryptedSince.forgetAll();
            members.forgetAll();
            people.clear();
            settings.forget();
            returned.clear();
            refused.clear();
            backup.forget();
            dialog.set({kind: 'none'});
        },
    });
    account.own.subscribe(() => {
        if (account.own.get().kind !== 'failed') {
            settings.prefetch();
        }

        // A key that came, or went, changes what can be read and who has one.
        openings.retry();
        void people.renewAll();
    });
    connection.onEvent((event) => {
        switch (event.kind) {
            case 'own_changed':
                account.own.set(event.own);
                break;
            case 'channel_changed':
                states.set(event.channelId, event.channel);
                break;
            case 'person_changed':
                personNews.set({userId: event.userId});

                // What was shut until the member agreed to a new key.
                openings.retryOf(event.userId);
                people.personChanged(event.userId);
        }
    });
    return {
        vault,
        connection,
        api,
        store,
        account,
        states,
        members,
        people,
        openings,
        clearPosts,
        returned,
        settings,
        choices: localChoices(window.localStorage),
        backup,
        dialog,
        personNews,
        dialogPlaces: new DialogPlaces(),
        sidePanel: new SidePanel(store),
        words,
        mentionsInPlaceholder: () => settings.peekMentionsInPlaceholder(),
        nowMs: () => Date.now(),
    };
}

function hookParts(page: BuiltPage): HookParts {
    const {store, states, vault, members, people, settings, openings} = page;
    return {
        words: page.words,
        resolveState: (channelId) => states.resolve(channelId),
        stateOf: (channelId) => states.get(channelId).kind,
        seal: (post) =>
            keepingTyped(store, {channelId: post.channel_id, rootId: post.root_id}, () =>
                sealPost(post, {
                    vault,
                    membersOf: (channelId) => members.of(channelId),
                    mentionsInPlaceholder: () => settings.mentionsInPlaceholder(),
                    directPair: (channelId) => directPairOf(channelOf(store.getState(), channelId)),
                    askAbout: (question) => askAbout(question, page),
                    askAboutSize: (question) => askAboutSize(question, page),
                    remember: (sealed) => {
                        openings.rememberOwn(sealed);
                        void people.sealed(sealed.channelId);
                    },
                    nowMs: page.nowMs,
                }),
            ),
        hasFiles: (channelId, rootId) => {
            const files = storedDraft(store.getState(), draftKey(channelId, rootId))?.fileInfos;
            return Array.isArray(files) && files.length > 0;
        },
        uploadTargets: () => uploadTargets(store),
        showChannel: (channelId) => page.dialog.set({kind: 'channel', channelId}),

        // The host shows the refusal once this turn of the event loop is over.
        onCancelled: (channelId, rootId) => setTimeout(() => wake(store.getState(), {channelId, rootId})),
        runOwnCommand: async (line, channelId, rootId) => {
            const answer = await ownCommand(line, channelId, page);
            if (answer !== undefined) {
                answerLocally(store, {channelId, rootId}, page.words().command(answer), page.nowMs());
            }
        },
        open: (post) => openings.open(post),
        judgeClear: (post) => page.clearPosts.judge(post),
        showsTextInNotifications: page.choices.showsTextInNotifications.get,
    };
}

/** Of the message box in use, or of every box that is open. */
function uploadTargets(store: HostStore): readonly string[] {
    const state = store.getState();
    const focused = focusedChannel(state);
    return focused === undefined ? openChannels(state) : [focused];
}

function watchStore({store, account, states, openings, clearPosts}: BuiltPage, refused: RefusedPosts): () => void {
    const watchPosts = postWatch(store, {
        want: (post) => {
            clearPosts.sawSealed(post);
            openings.want(post);
        },
        failed: (post) => refused.failed(post),
    });
    let channelBefore: string | undefined;
    const look = (): void => {
        account.check();
        watchPosts();
        const channelId = currentChannelId(store.getState());
        if (channelId !== channelBefore) {
            channelBefore = channelId;
            if (channelId !== undefined) {
                void states.resolve(channelId);
            }
        }
    };
    look();
    return store.subscribe(look);
}

/** Words in the member's language, made anew only when that changes. */
function wordsOf(store: HostStore): () => Words {
    let made: {locale: string; words: Words} | undefined;
    return () => {
        const locale = localeOf(store.getState());
        if (made?.locale !== locale) {
            made = {locale, words: wordsIn(locale)};
        }
        return made.words;
    };
}
