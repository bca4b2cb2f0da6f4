import type {UserProfile} from '@mattermost/types/users';
import {useEffect, useRef, useState} from 'react';

import {Pluggable} from '../pluggable';

/** The author's name above a post. A click opens the profile, with what plugins add to it. */
export function Author({user, name}: {user: UserProfile | undefined; name: string}) {
    const [isOpen, setOpen] = useState(false);
    if (!user) {
        return <span className="user-popover">{name}</span>;
    }
    return (
        <>
            <button type="button" className="user-popover style--none" aria-haspopup="dialog" onClick={() => setOpen(true)}>
                {name}
            </button>
            {isOpen && <ProfilePopover user={user} hide={() => setOpen(false)} />}
        </>
    );
}

/** Closed by Escape and by a click anywhere else. */
function ProfilePopover({user, hide}: {user: UserProfile; hide: () => void}) {
    const element = useRef<HTMLDivElement>(null);
    useEffect(() => {
        const onKey = (event: KeyboardEvent) => event.key === 'Escape' && hide();
        const onPress = (event: MouseEvent) => {
            if (event.target instanceof Node && !element.current?.contains(event.target)) {
                hide();
            }
        };
        document.addEventListener('keydown', onKey);
        document.addEventListener('mousedown', onPress);
        return () => {
            document.removeEventListener('keydown', onKey);
            document.removeEventListener('mousedown', onPress);
        };
    }, [hide]);
    return (
        <div ref={element} className="user-profile-popover" role="dialog" aria-label={`${user.username}'s profile popover`}>
            <div id="userPopoverUsername">{`@${user.username}`}</div>
            <div className="user-profile-popover-bottom-row">
                <Pluggable slot="PopoverUserActions" user={user} hide={hide} status={null} />
            </div>
        </div>
    );
}
