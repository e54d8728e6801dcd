package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.SessionLog;
import java.util.Arrays;
import java.util.List;

/**
 * Which methods are traced. Without a filter, all of the application; {@code notrace} beats {@code filter}. A method of
 * the JDK is traced only by a filter that names it: whose text before the first wildcard has a dot. So {@code *} and
 * {@code *.get*} never mean the JDK.
 */
public final class FunctionFilter {
    private final Glob[] filters;
    private final Glob[] notraces;
    private final SessionLog log;

    /** Filters that have chosen nothing yet; a race tells one match twice at worst. */
    private final boolean[] unmatched;

    public FunctionFilter(List<String> filters, List<String> notraces, SessionLog log) {
        this.filters = globs(filters);
        this.notraces = globs(notraces);
        this.log = log;
        this.unmatched = new boolean[this.filters.length];
        Arrays.fill(unmatched, true);
    }

    private static Glob[] globs(List<String> patterns) {
        Glob[] globs = new Glob[patterns.size()];
        for (int i = 0; i < globs.length; i++) {
            globs[i] = new Glob(patterns.get(i));
        }
        return globs;
    }

    boolean namesTheJdk() {
        for (Glob glob : filters) {
            if (names(glob)) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(Glob glob) {
        return glob.literal().indexOf('.') >= 0;
    }

    /** Whether a method of this class could be chosen; tells whether the class is worth parsing. */
    boolean reaches(String className, boolean jdk) {
        if (filters.length == 0) {
            return !jdk;
        }
        String prefix = className + ".";
        for (Glob glob : filters) {
            String literal = glob.literal();
            if ((!jdk || names(glob)) && (literal.startsWith(prefix) || prefix.startsWith(literal))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a method is traced, by its name without and with parameters. */
    boolean chooses(String name, String nameWithParameters, boolean jdk) {
        if (!isFiltered(name, nameWithParameters, jdk)) {
            return false;
        }
        for (Glob glob : notraces) {
            if (glob.matches(name) || glob.matches(nameWithParameters)) {
                return false;
            }
        }
        return true;
    }

    private boolean isFiltered(String name, String nameWithParameters, boolean jdk) {
        boolean chosen = filters.length == 0 && !jdk;
        for (int i = 0; i < filters.length; i++) {
            Glob glob = filters[i];
            boolean settled = chosen && !unmatched[i];
            if (!settled && (!jdk || names(glob)) && (glob.matches(name) || glob.matches(nameWithParameters))) {
                chosen = true;
                tellMatched(i);
            }
        }
        return chosen;
    }

    private void tellMatched(int filter) {
        if (unmatched[filter]) {
            unmatched[filter] = false;
            log.matched(filters[filter].toString());
        }
    }

    /** Whether the user may have mistyped: then the names that were there are worth telling. */
    boolean hasUnmatched() {
        for (boolean one : unmatched) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    /** Whether a class of the JDK is in a package that a filter without a match names. */
    boolean isNear(String jdkClass) {
        for (int i = 0; i < filters.length; i++) {
            String named = packageOf(filters[i].literal());
            if (unmatched[i] && !named.isEmpty() && jdkClass.startsWith(named)) {
                return true;
            }
        }
        return false;
    }

    /** {@code "java.util."} of {@code "java.util.HasMap.put"}: up to the first capital, as packages have none. */
    private static String packageOf(String literal) {
        for (int i = 1; i < literal.length(); i++) {
            if (Character.isUpperCase(literal.charAt(i)) && literal.charAt(i - 1) == '.') {
                return literal.substring(0, i);
            }
        }
        return literal.substring(0, literal.lastIndexOf('.') + 1);
    }
}
