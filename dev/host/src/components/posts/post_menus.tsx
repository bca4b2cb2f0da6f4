import type {Post} from '@mattermost/types/posts';
import {useState} from 'react';

import {selectThread} from '../../actions/rhs';
import {useHostDispatch} from '../../hooks';
import {Pluggable, useRegistered} from '../pluggable';
import {DotMenu} from './dot_menu';
import type {PostLocation} from './locations';

interface Props {
    post: Post;
    location: PostLocation;
    isOwn: boolean;
    isHovered: boolean;
}

type OpenMenu = 'dots' | 'actions' | undefined;

/** The hover menu: reply, the plugins' components, the plugins' items ("actions") and the dot menu. */
export function PostMenus({post, location, isOwn, isHovered}: Props) {
    const dispatch = useHostDispatch();
    const [open, setOpen] = useState<OpenMenu>(undefined);
    const toggle = (menu: OpenMenu) => setOpen(open === menu ? undefined : menu);
    if (!isHovered && !open) {
        return null;
    }
    return (
        <div className="post-menu">
            <Pluggable slot="PostAction" post={post} />
            <button id={`${location}_actions_button_${post.id}`} aria-label="actions" onClick={() => toggle('actions')}>
                {'⊞'}
            </button>
            {location === 'CENTER' && (
                <button id={`CENTER_commentIcon_${post.id}`} aria-label="reply" onClick={() => dispatch(selectThread(post.id))}>
                    {'↩'}
                </button>
            )}
            <button id={`${location}_button_${post.id}`} aria-label="more" onClick={() => toggle('dots')}>
                {'⋯'}
            </button>
            {open === 'actions' && <ActionsMenu post={post} location={location} onDone={() => setOpen(undefined)} />}
            {open === 'dots' && <DotMenu post={post} location={location} isOwn={isOwn} onDone={() => setOpen(undefined)} />}
        </div>
    );
}

function ActionsMenu({post, location, onDone}: {post: Post; location: PostLocation; onDone: () => void}) {
    const items = useRegistered('PostDropdownMenu').filter(({filter}) => !filter || filter(post.id));
    const choose = (action: unknown) => {
        onDone();
        (action as (postId: string) => void)(post.id);
    };
    return (
        <ul id={`${location}_actions_dropdown_${post.id}`} role="menu" className="menu">
            {items.map((item) => (
                <li key={item.id} className="MenuItem" role="menuitem">
                    <button id="undefined-button" onClick={() => choose(item.action)}>
                        {item.text}
                    </button>
                </li>
            ))}
            <Pluggable slot="PostDropdownMenuItem" postId={post.id} />
        </ul>
    );
}
