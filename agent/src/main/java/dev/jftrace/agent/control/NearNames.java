package dev.jftrace.agent.control;

import java.util.ArrayList;
import java.util.List;

/** The loaded classes whose names are a few letters away from a glob's: what its writer may have meant. */
final class NearNames {
    private static final String OWN = "dev.jftrace.agent.";
    private static final int MOST = 3;
    private static final int LEAST_ALLOWED = 2;
    private static final int LETTERS_AN_ERROR = 4;
    private static final int LONGEST = 200;

    private final String wanted;
    private final int allowed;

    NearNames(String glob) {
        String name = glob.replace("*", "").replace("?", "");
        while (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        this.wanted = name;
        this.allowed = Math.max(LEAST_ALLOWED, name.length() / LETTERS_AN_ERROR);
    }

    /** Nearest first. */
    List<String> among(Class<?>[] classes) {
        List<String> near = new ArrayList<>();
        for (int distance = 0; distance <= allowed && near.size() < MOST; distance++) {
            for (Class<?> each : classes) {
                String name = each.getName();
                boolean plain =
                        !each.isArray() && name.indexOf('/') < 0 && !name.startsWith(OWN) && !near.contains(name);
                if (plain && near.size() < MOST && distance(name) == distance) {
                    near.add(name);
                }
            }
        }
        return near;
    }

    /** To the class, to its simple name, or to either with the method that the glob has behind it. */
    private int distance(String name) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        int dot = wanted.lastIndexOf('.');
        String ofClass = dot < 0 ? wanted : wanted.substring(0, dot);
        int best = Math.min(edits(wanted, name), edits(wanted, simple));
        return dot < 0 ? best : Math.min(best, Math.min(edits(ofClass, name), edits(ofClass, simple)));
    }

    /** Letters to be added, taken away or exchanged; more than {@link #allowed} are not counted exactly. */
    private int edits(String from, String to) {
        if (Math.abs(from.length() - to.length()) > allowed || to.length() > LONGEST) {
            return allowed + 1;
        }
        int[] before = new int[to.length() + 1];
        for (int i = 0; i < before.length; i++) {
            before[i] = i;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[before.length];
            row[0] = i;
            for (int k = 1; k < row.length; k++) {
                boolean same = Character.toLowerCase(from.charAt(i - 1)) == Character.toLowerCase(to.charAt(k - 1));
                row[k] = Math.min(Math.min(row[k - 1], before[k]) + 1, before[k - 1] + (same ? 0 : 1));
            }
            before = row;
        }
        return before[to.length()];
    }
}
