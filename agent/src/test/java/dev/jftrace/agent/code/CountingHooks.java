package dev.jftrace.agent.code;

/** What hooked classes of tests call. */
public final class CountingHooks {
    private static final StringBuilder CALLS = new StringBuilder();

    private CountingHooks() {}

    /** Since the last time. */
    static String take() {
        String calls = CALLS.toString();
        CALLS.setLength(0);
        return calls;
    }

    public static void in(int id) {
        CALLS.append('(').append(id);
    }

    public static void out(int id) {
        CALLS.append(')').append(id);
    }

    public static void outThrow(int id) {
        CALLS.append('!').append(id);
    }
}
