package dev.jftrace.analysis.profile;

import java.util.List;

/**
 * What a profile is to tell.
 *
 * @param hooks events that begin and end something, besides those that are known
 * @param globalInterrupts {@code -G}: interrupts count for the CPU, not for the task that they met
 * @param byComm tasks of one name count as one
 * @param machine that was traced, as {@code uname -m} tells it: what the numbers of system calls mean
 * @param compat trace-cmd's text also where it is wrong
 */
public record ProfileOptions(
        List<ProfileHook> hooks, boolean globalInterrupts, boolean byComm, String machine, boolean compat) {
    public static final ProfileOptions DEFAULT = new ProfileOptions(List.of(), false, false, "", false);

    public ProfileOptions {
        hooks = List.copyOf(hooks);
    }
}
