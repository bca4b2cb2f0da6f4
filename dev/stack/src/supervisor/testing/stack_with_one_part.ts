/**
 * A stack of one part, for killing: `stack_with_one_part.ts FOLDER SCRIPT`. Prints what the part prints.
 *
 * @packageDocumentation
 */
import {Supervisor} from '../processes';

const [folder = '', script = ''] = process.argv.slice(2);
const supervisor = new Supervisor({root: folder, logs: folder}, (failure) => console.error(failure.message));
const part = supervisor.start({name: 'part', command: 'sh', args: ['-c', script], cwd: folder});
part.log.onLine((line) => console.log(line));
