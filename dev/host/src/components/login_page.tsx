import {getCurrentUser} from 'mattermost-redux/selectors/entities/users';
import {useState} from 'react';
import type {FormEvent} from 'react';
import {useSelector} from 'react-redux';
import {Redirect} from 'react-router-dom';

import {login} from '../actions/session';
import {useHostDispatch} from '../hooks';

export function LoginPage() {
    const dispatch = useHostDispatch();
    const [loginId, setLoginId] = useState('');
    const [password, setPassword] = useState('');
    const [failure, setFailure] = useState('');
    const [isBusy, setBusy] = useState(false);
    const user = useSelector(getCurrentUser);

    if (user && !isBusy) {
        return <Redirect to={new URLSearchParams(window.location.search).get('redirect_to') ?? '/'} />;
    }
    const submit = async (event: FormEvent) => {
        event.preventDefault();
        setBusy(true);
        const error = await dispatch(login(loginId, password));
        setFailure(error?.message ?? '');
        setBusy(false);
    };
    return (
        <main className="login">
            <form onSubmit={(event) => void submit(event)}>
                <h1>{'Log in to your account'}</h1>
                {failure && <div className="AlertBanner danger">{failure}</div>}
                <label htmlFor="input_loginId">{'Email or Username'}</label>
                <input id="input_loginId" value={loginId} onChange={(event) => setLoginId(event.target.value)} />
                <label htmlFor="input_password-input">{'Password'}</label>
                <input id="input_password-input" type="password" value={password} onChange={(event) => setPassword(event.target.value)} />
                <button id="saveSetting" type="submit" className="btn btn-primary" disabled={isBusy}>
                    {'Log in'}
                </button>
            </form>
        </main>
    );
}
