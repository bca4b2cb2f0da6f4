import {Client4} from 'mattermost-redux/client';

interface Props {
    url?: string;
    username?: string;
    size?: 'xxs' | 'xs' | 'sm' | 'md' | 'lg' | 'xl' | 'xxl';
    text?: string;
}

export function imageUrlForUser(userId: string, lastPictureUpdate = 0): string {
    return Client4.getProfilePictureUrl(userId, lastPictureUpdate);
}

export function Avatar({url, username = 'user', size = 'md', text}: Props) {
    if (text) {
        return <div className={`Avatar Avatar-${size} Avatar-plain`} data-content={text} />;
    }
    return <img className={`Avatar Avatar-${size}`} alt={`${username} profile image`} src={url} />;
}
