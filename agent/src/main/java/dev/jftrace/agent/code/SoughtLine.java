package dev.jftrace.agent.code;

import java.nio.charset.StandardCharsets;

/** A filter's line that chose nothing yet, while it is looked for what it could choose. */
final class SoughtLine {
    private final String text;
    private final FunctionRule rule;
    private final FunctionFilter filter;
    private final byte[] annotation;
    private boolean settled;
    private boolean knowsOrigin;
    private String reason;

    SoughtLine(String text) throws FilterSyntaxException {
        this.text = text;
        this.rule = FunctionRule.parse(text).naming();
        this.filter = FunctionFilter.namedBy(text);
        String literal = rule.annotation() == null ? null : rule.annotation().literal();
        this.annotation = literal == null
                ? null
                : literal.substring(literal.lastIndexOf('.') + 1).getBytes(StandardCharsets.UTF_8);
    }

    String text() {
        return text;
    }

    FunctionRule rule() {
        return rule;
    }

    /** It matches something, or nobody can tell whether it does. */
    boolean isSettled() {
        return settled;
    }

    void settle() {
        settled = true;
    }

    /** The jar or module alone is what nothing comes from. */
    boolean lacksOrigin() {
        return rule.origin() != null && !knowsOrigin;
    }

    /** What is compared with the names of what is there. */
    String wanted() {
        return lacksOrigin() ? rule.origin().toString() : rule.wanted();
    }

    /** Why it chooses nothing, where that is known; else null. */
    String reason() {
        return reason;
    }

    /** In this package of the JDK, or in none that is there but in no program's either. */
    boolean mayMeanJdk(Module module, ClassOrigin origin) {
        if (rule.literal().startsWith("java.") && module.getName().equals("java.base")) {
            return true;
        }
        for (String name : module.getPackages()) {
            if (rule.reachesPackage(name, origin)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a program's class can't have such a name. */
    boolean meansOnlyJdk(Module module) {
        if (rule.literal().startsWith("java.") || rule.namesTheJdk() && rule.origin() != null) {
            return true;
        }
        for (String name : module.getPackages()) {
            if (rule.literal().startsWith(name + ".")) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is a package of this module that is named, and may be traced: then there is no need to look for a function. */
    boolean namesAllOfAPackage(Module module) {
        for (String name : module.getPackages()) {
            if (rule.namesAllOf(name)) {
                return !JdkClasses.isUnderTheHooks(name.replace('.', '/') + '/');
            }
        }
        return false;
    }

    boolean reaches(String className, ClassOrigin origin) {
        knowsOrigin |= rule.origin() != null && rule.matchesOrigin(origin);
        return filter.reaches(className, origin);
    }

    /** @param className of what no filter makes traced */
    void noteUntraceable(String className) {
        if (rule.literal().startsWith(className + ".")) {
            reason = "names what is never traced, as hooks run " + className + " themselves";
        }
    }

    /** A class file has the names of its annotations as they are written, and is only worth parsing if this one is among them. */
    boolean isWorthParsing(byte[] classFile) {
        return annotation == null || annotation.length == 0 || contains(classFile, annotation);
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        int last = bytes.length - part.length;
        for (int i = 0; i <= last; i++) {
            int same = 0;
            while (same < part.length && bytes[i + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return true;
            }
        }
        return false;
    }

    void match(ClassMethods methods, ClassOrigin origin) {
        for (ClassMethods.Method method : methods.withCode()) {
            settled |= filter.choose(method, origin) != null;
        }
        for (ClassMethods.Method method : methods.withoutCode()) {
            if (!settled && filter.choose(method, origin) != null) {
                reason = "matches only functions without code, native or abstract ones";
            }
        }
    }
}
