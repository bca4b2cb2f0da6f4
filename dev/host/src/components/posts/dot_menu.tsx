import type {Post} from '@mattermost/types/posts';
import {pinPost, setUnreadPost, unpinPost} from 'mattermost-redux/actions/posts';
import {getCurrentTeam} from 'mattermost-redux/selectors/entities/teams';
import {getCurrentUserId} from 'mattermost-redux/selectors/entities/users';
import {useSelector} from 'react-redux';

import {startEditing} from '../../actions/edit';
import {selectThread} from '../../actions/rhs';
import {useHostDispatch} from '../../hooks';
import {DeletePostModal} from '../../modals/delete_post_modal';
import {ModalIdentifiers, openModal} from '../../state/modal_actions';
import type {PostLocation} from './locations';

interface Props {
    post: Post;
    location: PostLocation;
    isOwn: boolean;
    onDone: () => void;
}

interface Item {
    id: string;
    text: string;
    run: () => unknown;
    shown?: boolean;
}

/** Mounted only while open. Copy takes what stands in the store. */
export function DotMenu({post, location, isOwn, onDone}: Props) {
    const dispatch = useHostDispatch();
    const userId = useSelector(getCurrentUserId);
    const team = useSelector(getCurrentTeam);
    const isRHS = location !== 'CENTER';
    const openDelete = () => dispatch(openModal({modalId: ModalIdentifiers.deletePost, dialogType: DeletePostModal, dialogProps: {post}}));
    const copy = (text: string) => void navigator.clipboard.writeText(text);

    const items: Item[] = [
        {id: `reply_to_post_${post.id}`, text: 'Reply', run: () => dispatch(selectThread(post.id)), shown: !isRHS},
        {id: `unread_post_${post.id}`, text: 'Mark as Unread', run: () => dispatch(setUnreadPost(userId, post.id))},
        {id: `pin_post_${post.id}`, text: 'Pin to Channel', run: () => dispatch(pinPost(post.id)), shown: !post.is_pinned},
        {id: `unpin_post_${post.id}`, text: 'Unpin from Channel', run: () => dispatch(unpinPost(post.id)), shown: post.is_pinned},
        {id: `permalink_${post.id}`, text: 'Copy Link', run: () => copy(`${window.location.origin}/${team?.name}/pl/${post.id}`)},
        {id: `edit_post_${post.id}`, text: 'Edit', run: () => dispatch(startEditing(post.id, isRHS)), shown: isOwn},
        {id: `copy_${post.id}`, text: 'Copy Text', run: () => copy(post.message_source ?? post.message)},
        {id: `delete_post_${post.id}`, text: 'Delete', run: openDelete, shown: isOwn},
    ];
    return (
        <ul id={`${location}_dropdown_${post.id}`} role="menu" className="menu">
            {items
                .filter(({shown = true}) => shown)
                .map(({id, text, run}) => (
                    <li
                        key={id}
                        id={id}
                        role="menuitem"
                        onClick={() => {
                            onDone();
                            run();
                        }}
                    >
                        {text}
                    </li>
                ))}
        </ul>
    );
}
