import type {Post} from '@mattermost/types/posts';
import {deletePost} from 'mattermost-redux/actions/posts';

import {useHostDispatch} from '../hooks';
import {GenericModal} from './generic_modal';

export function DeletePostModal({post, onExited}: {post: Post; onExited: () => void}) {
    const dispatch = useHostDispatch();
    const confirm = () => {
        void dispatch(deletePost(post));
        onExited();
    };
    return (
        <GenericModal
            id="deletePostModal"
            title="Confirm Post Delete"
            onClose={onExited}
            footer={
                <button id="deletePostModalButton" className="btn btn-danger" onClick={confirm}>
                    {'Delete'}
                </button>
            }
        >
            {'Are you sure you want to delete this message?'}
        </GenericModal>
    );
}
