package dev.jftrace.agent.code;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which values of a call are recorded with it: {@code GLOB}, all its arguments, or {@code GLOB@ITEM[,ITEM]...}. An item
 * is {@code argN} (from 1), a parameter's name, {@code this} or {@code retval}; with {@code /s} behind it an object is
 * shown by its toString().
 */
final class ValueRule {
    private static final String TEXT = "/s";

    private final FunctionRule functions;
    private final Set<String> items = new LinkedHashSet<>();
    private final boolean allArguments;

    private ValueRule(FunctionRule functions, boolean allArguments) {
        this.functions = functions;
        this.allArguments = allArguments;
    }

    /** Of the arguments, or of what the items say. */
    static ValueRule arguments(String line) throws FilterSyntaxException {
        int at = line.lastIndexOf('@');
        if (at <= 0) {
            return new ValueRule(functions(line, line), true);
        }
        ValueRule rule = new ValueRule(functions(line.substring(0, at), line), false);
        for (String item : line.substring(at + 1).split(",", -1)) {
            if (item.trim().isEmpty() || item.trim().equals(TEXT)) {
                throw new FilterSyntaxException(line, at, "expected argN, a parameter's name, this or retval");
            }
            rule.items.add(item.trim());
        }
        return rule;
    }

    /** Of the result. */
    static ValueRule result(String line) throws FilterSyntaxException {
        boolean text = line.endsWith(TEXT);
        String glob = text ? line.substring(0, line.length() - TEXT.length()) : line;
        ValueRule rule = new ValueRule(functions(glob, line), false);
        rule.items.add(text ? "retval" + TEXT : "retval");
        return rule;
    }

    private static FunctionRule functions(String glob, String line) throws FilterSyntaxException {
        FunctionRule rule = FunctionRule.parse(glob);
        if (rule.isNegated() || rule.command() != null || rule.condition() != null) {
            throw new FilterSyntaxException(line, 0, "expected the name of functions alone");
        }
        return rule;
    }

    boolean matches(MethodFacts method, ClassOrigin origin) {
        return functions.matches(method, origin);
    }

    /** Whether argument {@code number} (from 1) of this name is wanted. */
    boolean wants(int number, String name) {
        return allArguments || has("arg" + number) || has(name);
    }

    boolean wantsText(int number, String name) {
        return items.contains("arg" + number + TEXT) || items.contains(name + TEXT);
    }

    boolean wantsThis() {
        return has("this");
    }

    boolean wantsThisAsText() {
        return items.contains("this" + TEXT);
    }

    boolean wantsResult() {
        return has("retval");
    }

    boolean wantsResultAsText() {
        return items.contains("retval" + TEXT);
    }

    /** The first item that is neither a parameter of the method nor one of the words; null where all are. */
    String unknown(List<Parameter> parameters) {
        for (String item : items) {
            String plain = item.endsWith(TEXT) ? item.substring(0, item.length() - TEXT.length()) : item;
            boolean known = plain.equals("retval") || plain.equals("this");
            for (Parameter parameter : parameters) {
                known |= plain.equals(parameter.name()) || plain.equals("arg" + parameter.number());
            }
            if (!known) {
                return plain;
            }
        }
        return null;
    }

    private boolean has(String item) {
        return items.contains(item) || items.contains(item + TEXT);
    }
}
