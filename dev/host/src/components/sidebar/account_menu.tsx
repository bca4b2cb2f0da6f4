import {getCurrentUser} from 'mattermost-redux/selectors/entities/users';
import {useState} from 'react';
import {useSelector} from 'react-redux';

import {logout} from '../../actions/session';
import {openSettings} from '../../actions/user_settings';
import {useHostDispatch} from '../../hooks';

export function AccountMenu() {
    const dispatch = useHostDispatch();
    const user = useSelector(getCurrentUser);
    const [isOpen, setOpen] = useState(false);
    return (
        <span className="account-menu">
            <button className="HeaderIconButton" aria-label="Settings" onClick={() => dispatch(openSettings())}>
                {'⚙'}
            </button>
            <button id="userAccountMenuButton" aria-haspopup="menu" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
                {user?.username}
            </button>
            {isOpen && (
                <ul role="menu" className="menu">
                    <li role="menuitem" onClick={() => void dispatch(logout())}>
                        {'Log out'}
                    </li>
                </ul>
            )}
        </span>
    );
}
