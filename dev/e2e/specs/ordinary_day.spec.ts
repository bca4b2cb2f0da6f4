import type {Stretch} from '../support/ordinary_day';
import {DEEDS, EXTRAS, STEADY, scriptOf} from '../support/ordinary_day';
import {Cast} from '../support/cast';
import {Desk} from '../support/desk';
import {expect, test} from '../support/stage';

/** Chosen for having a bit of everything: the key that is started over is used before anybody has agreed to it. */
const SEED = 20_260_753;
const STRETCHES = 8;

/** After how many of them a browser is reloaded, and a second one of the same person begins. */
const RELOADED_AFTER = 3;

/** News of keys come a second late at most (webapp/src/page/mattermost/channel_people.ts). */
const NEWS_MS = 1_300;

test('a day of ordinary use asks once about each really new thing, and alarms nobody', async ({stage}) => {
    test.setTimeout(240_000);
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('day', {members: [ann, ben]});
    const [cast, anns, bens] = await Promise.all([
        Cast.on(stage, {channel, watching: [ann, ben], seed: SEED}),
        Desk.keyed(stage, ann, channel),
        Desk.keyed(stage, ben, channel),
    ]);
    await anns.member.e2ee.openDialog();
    await anns.member.e2ee.encrypt();
    await anns.member.e2ee.closeDialog();
    await bens.member.e2ee.expectState('on');
    const desks = [anns, bens];

    let sends = 0;
    const everybodySends = async ({extras}: Pick<Stretch, 'extras'>): Promise<void> => {
        const news = `the news after ${sends}`;
        await cast.say(STEADY, news, extras);
        await Promise.all(desks.map(({member}) => expect(member.e2ee.opened(news).first()).toBeVisible()));
        await new Promise((resolve) => setTimeout(resolve, NEWS_MS));
        for (const desk of desks) {
            // One after the other: of two posts that one person sends in the same millisecond the server takes only the first.
            await desk.send(extras, cast);
        }
        sends += desks.length;
    };
    await everybodySends({extras: EXTRAS});
    await Promise.all(desks.map((desk) => desk.interruptions.beginCounting(desk.member.context)));
    sends = 0;

    for (const [index, stretch] of scriptOf(SEED, {stretches: STRETCHES}).entries()) {
        await cast.play(stretch);
        await everybodySends(stretch);
        if (index + 1 === RELOADED_AFTER) {
            const [other] = await Promise.all([Desk.restored(stage, anns, channel), bens.member.host.reload()]);
            desks.push(other);
        }
    }

    console.log([`${DEEDS + sends} events`, ...desks.map((desk) => desk.summary(cast))].join('\n'));
    for (const desk of desks) {
        expect.soft(desk.asked, desk.name).toEqual(desk.expected);
        expect.soft(desk.alarms(cast), desk.name).toEqual([]);
        expect.soft(desk.keyChanges(cast), desk.name).toEqual(desk.changed());
        await expect(desk.member.e2ee.unreadable('sender_unknown')).toHaveCount(0);
    }
});
