/**
 * The frame of a clear post in an encrypted channel. The host draws this below the text of each of its own posts, so for almost
 * all of them it draws nothing.
 *
 * @packageDocumentation
 */
import {ClearPost} from '../../ui';
import {postOf} from '../host/state';
import type {PostAttachmentProps} from '../host/registry';
import {useObservable} from '../observable';
import type {Page} from '../page';
import {useHost} from './use_page';

export function ClearPostContainer({page, postId}: Pick<PostAttachmentProps, 'postId'> & {readonly page: Page}) {
    const post = useHost((state) => postOf(state, postId));
    useObservable(page.clearPosts.round);
    const verdict = post === undefined ? undefined : page.clearPosts.judge(post);
    return verdict === undefined || verdict.kind === 'ordinary' ? null : <ClearPost mark={verdict} />;
}
