/**
 * What the host draws of ours, and where.
 *
 * @packageDocumentation
 */
import {SEALED_POST_TYPE} from '../../lib/sealed_post';
import {ChannelPanelContainer} from './containers/channel_panel';
import {ClearPostContainer} from './containers/clear_post';
import {ComposerLockContainer} from './containers/composer_lock';
import {Dialogs} from './containers/dialogs';
import {HeaderLock, HeaderLockName} from './containers/header_lock';
import {KeyBannerContainer} from './containers/key_banner';
import {ProfileAction} from './containers/profile_action';
import {SealedPostContainer} from './containers/sealed_post';
import {SettingsContainer} from './containers/settings';
import {copyText} from './host/browser';
import type {PluginRegistry, PopoverActionProps, PostAttachmentProps, PostEditorActionProps, PostTypeProps} from './host/registry';
import {currentChannelId, postOf} from './host/state';
import {PLUGIN_ID, PLUGIN_NAME} from './manifest';
import type {Page} from './page';
import {isSealed} from './sealed_posts';

export function registerComponents(registry: PluginRegistry, page: Page): void {
    const sealedPost = (postId: string) => {
        const post = postOf(page.store.getState(), postId);
        return post !== undefined && isSealed(post) ? post : undefined;
    };

    registry.registerPostTypeComponent(SEALED_POST_TYPE, ({post}: PostTypeProps) => <SealedPostContainer page={page} post={post} />);
    registry.registerPostMessageAttachmentComponent(({postId}: PostAttachmentProps) => <ClearPostContainer page={page} postId={postId} />);
    registry.registerChannelToastComponent?.(() => <KeyBannerContainer page={page} />);
    registry.registerPostEditorActionComponent(({draft}: PostEditorActionProps) => <ComposerLockContainer page={page} draft={draft} />);
    registry.registerChannelHeaderButtonAction(
        <HeaderLock page={page} />,
        (channel) => {
            // Views without a channel (threads, drafts) show the button too.
            const channelId = channel?.id ?? currentChannelId(page.store.getState());
            if (channelId !== undefined) {
                page.dialog.set({kind: 'channel', channelId});
            }
        },
        page.words().lockMenu(),
        <HeaderLockName page={page} />,
    );
    registry.registerPopoverUserActionsComponent(({user, hide}: PopoverActionProps) => (
        <ProfileAction page={page} user={user} hide={hide} />
    ));
    const panel = registry.registerRightHandSidebarComponent(() => <ChannelPanelContainer page={page} />, page.words().lockMenu());
    page.sidePanel.registered(panel.showRHSPlugin);
    registry.registerRootComponent(() => <Dialogs page={page} />);
    registry.registerPostDropdownMenuAction(
        page.words().copyText(),
        (postId) => {
            const post = sealedPost(postId);
            const opening = post === undefined ? undefined : page.openings.view(post);
            if (opening?.kind === 'opened') {
                void copyText(opening.message.text);
            }
        },
        (postId) => sealedPost(postId) !== undefined,
    );
    registry.registerUserSettings?.({
        id: PLUGIN_ID,
        uiName: PLUGIN_NAME,
        sections: [{title: PLUGIN_NAME, component: () => <SettingsContainer page={page} />}],
    });
}
