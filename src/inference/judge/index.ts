export { createJudge } from './create.ts';
export type { Judge, JudgeMeans, JudgeSettings } from './judge.ts';
