package dev.jftrace.agent.control;

import java.util.ArrayList;
import java.util.List;

/** The classes and functions whose names are a few letters away from a glob's: what its writer may have meant. */
final class NearNames {
    private static final String OWN = "dev.jftrace.agent.";
    private static final int MOST = 3;
    private static final int LEAST_ALLOWED = 2;
    private static final int LETTERS_AN_ERROR = 4;
    private static final int LONGEST = 200;

    /** By so much a function is nearer than its class. */
    private static final int CLASS_ONLY = 2;

    private final String wanted;
    private final int allowed;
    private final int steps;

    NearNames(String glob) {
        String name = glob.replace("*", "").replace("?", "");
        while (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        this.wanted = name;
        this.steps = name.split("\\.").length;
        this.allowed = Math.max(LEAST_ALLOWED, name.length() / LETTERS_AN_ERROR);
    }

    /** Nearest first. */
    List<String> among(Class<?>[] classes) {
        List<String> names = new ArrayList<>();
        for (Class<?> each : classes) {
            if (!each.isArray()
                    && each.getName().indexOf('/') < 0
                    && !each.getName().startsWith(OWN)) {
                names.add(each.getName());
            }
        }
        return among(names);
    }

    /** @param names of classes and functions. Nearest first; those before others that are as near */
    List<String> among(List<String> names) {
        List<List<String>> byDistance = new ArrayList<>();
        for (int distance = 0; distance <= allowed + CLASS_ONLY; distance++) {
            byDistance.add(new ArrayList<>());
        }
        for (String name : names) {
            int distance = distance(name);
            if (distance <= allowed + CLASS_ONLY && !byDistance.get(distance).contains(name)) {
                byDistance.get(distance).add(name);
            }
        }
        List<String> near = new ArrayList<>();
        byDistance.forEach(near::addAll);
        return near.subList(0, Math.min(near.size(), MOST));
    }

    /** To the name, to its end of as many steps as were written, or to either with the method that the glob has behind it. */
    private int distance(String name) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        int dot = wanted.lastIndexOf('.');
        String ofClass = dot < 0 ? wanted : wanted.substring(0, dot);
        String nested = simple.substring(simple.lastIndexOf('$') + 1);
        int best = Math.min(Math.min(edits(wanted, name), edits(wanted, simple)), edits(wanted, nested));
        if (dot < 0) {
            return best <= allowed ? best : allowed + CLASS_ONLY + 1;
        }
        best = Math.min(best, edits(wanted, end(name)));
        int asClass = Math.min(edits(ofClass, name), edits(ofClass, simple));
        return best <= allowed ? Math.min(best, asClass + CLASS_ONLY) : asClass + CLASS_ONLY;
    }

    private String end(String name) {
        int at = name.length();
        for (int i = 0; i < steps && at >= 0; i++) {
            at = name.lastIndexOf('.', at - 1);
        }
        return name.substring(at + 1);
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
