import type {PreferenceType} from '@mattermost/types/preferences';
import {savePreferences} from 'mattermost-redux/actions/preferences';
import {get} from 'mattermost-redux/selectors/entities/preferences';
import {getCurrentUserId} from 'mattermost-redux/selectors/entities/users';
import {useState} from 'react';
import {useSelector} from 'react-redux';

import {PluginBoundary} from '../components/pluggable';
import {useHostDispatch} from '../hooks';
import type {UserSetting, UserSettingsRegistration, UserSettingsSection} from '../plugins/registrations';
import type {HostState} from '../types';
import {GenericModal} from './generic_modal';

/** Only the tabs of plugins: the host's own settings have no surface here. */
export function UserSettingsModal({onExited, activeTab}: {onExited: () => void; activeTab?: string}) {
    const registered = useSelector((state: HostState) => state.plugins.userSettings);
    const [chosen, choose] = useState(activeTab ?? Object.keys(registered)[0] ?? '');
    const settings = registered[chosen];
    return (
        <GenericModal id="accountSettingsModal" title="Settings" onClose={onExited}>
            <div role="tablist">
                {Object.entries(registered).map(([pluginId, {uiName}]) => (
                    <button
                        key={pluginId}
                        id={`${pluginId}Button`}
                        data-testid={`${pluginId}-tab-button`}
                        role="tab"
                        aria-selected={pluginId === chosen}
                        onClick={() => choose(pluginId)}
                    >
                        {uiName}
                    </button>
                ))}
            </div>
            {settings && <PluginTab pluginId={chosen} settings={settings} />}
        </GenericModal>
    );
}

function PluginTab({pluginId, settings}: {pluginId: string; settings: UserSettingsRegistration}) {
    const {action, sections} = settings;
    return (
        <div role="tabpanel">
            {action && (
                <div className="plugin-action">
                    <h3>{action.title}</h3>
                    <p>{action.text}</p>
                    <button className="btn btn-primary" onClick={action.onClick}>
                        {action.buttonText}
                    </button>
                </div>
            )}
            {sections.map((section) => (
                <Section key={section.title} pluginId={pluginId} section={section} />
            ))}
        </div>
    );
}

function Section({pluginId, section}: {pluginId: string; section: UserSettingsSection}) {
    const [isOpen, setOpen] = useState(false);
    if (section.component) {
        const Custom = section.component;
        return (
            <PluginBoundary>
                <Custom />
            </PluginBoundary>
        );
    }
    if (!isOpen) {
        return (
            <div className="section-min">
                <h4>{section.title}</h4>
                <button className="section-min__edit" onClick={() => setOpen(true)}>
                    {'Edit'}
                </button>
            </div>
        );
    }
    return <OpenSection pluginId={pluginId} section={section} onDone={() => setOpen(false)} />;
}

/** Saved as preferences `pp_<plugin>`/`<setting>`, and then told to the plugin. */
function OpenSection({pluginId, section, onDone}: {pluginId: string; section: UserSettingsSection; onDone: () => void}) {
    const dispatch = useHostDispatch();
    const userId = useSelector(getCurrentUserId);
    const category = `pp_${pluginId}`;
    const [changes, setChanges] = useState<Record<string, string>>({});
    const save = async () => {
        const preferences: PreferenceType[] = Object.entries(changes).map(([name, value]) => ({user_id: userId, category, name, value}));
        await dispatch(savePreferences(userId, preferences));
        section.onSubmit?.(changes);
        onDone();
    };
    return (
        <div className="section-max">
            <h4>{section.title}</h4>
            {(section.settings ?? []).map((setting) => (
                <Radio
                    key={setting.name}
                    setting={setting}
                    category={category}
                    chosen={changes[setting.name]}
                    onChoose={(value) => setChanges({...changes, [setting.name]: value})}
                />
            ))}
            <button id="saveSetting" className="btn btn-primary" onClick={() => void save()}>
                {'Save'}
            </button>
        </div>
    );
}

interface RadioProps {
    setting: UserSetting;
    category: string;
    chosen: string | undefined;
    onChoose: (value: string) => void;
}

function Radio({setting, category, chosen, onChoose}: RadioProps) {
    const saved = useSelector((state: HostState) => get(state, category, setting.name, setting.default));
    return (
        <fieldset>
            {setting.title && <legend>{setting.title}</legend>}
            {setting.options.map((option) => (
                <label key={option.value}>
                    <input
                        type="radio"
                        name={setting.name}
                        checked={(chosen ?? saved) === option.value}
                        onChange={() => onChoose(option.value)}
                    />
                    {option.text}
                </label>
            ))}
        </fieldset>
    );
}
