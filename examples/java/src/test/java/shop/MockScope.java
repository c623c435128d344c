package shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One test's part of a mock that many tests share, to be copied into yours: mail to anything@NAME.scope.test belongs to
 * scope NAME, and what is asked of a scope sees that mail alone. In a class that is
 * {@code @ExtendWith(MockScope.Extension.class)} a test has a new one for each parameter of this type.
 */
public record MockScope(String name) {
    static final String MOCK = System.getenv().getOrDefault("MOCK_URL", "http://localhost:8025");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    public String address(String user) {
        return user + "@" + name + ".scope.test";
    }

    /**
     * What the mock answers once the expectation holds, for which it waits; if that is in vain, an AssertionError with its
     * report. Filters are those of the URL, not encoded: {@code expect("message", "to=bob@...", "must.subject=Welcome")}.
     * A part of a mail is text: {@code expect("message/code", "to=bob@...").asText()}.
     */
    public JsonNode expect(String what, String... filters) throws IOException, InterruptedException {
        // Of reports, and of the parts of a mail; all else is JSON.
        var query = Stream.of(filters).map(MockScope::encoded).collect(Collectors.joining("&", "?format=text&", ""));
        return call("GET", what + query, "");
    }

    /** Adds a rule to this scope, or arms it again. */
    public void rule(String id, String json) throws IOException, InterruptedException {
        call("PUT", "rules/" + id, json);
    }

    private static String encoded(String filter) {
        String[] parts = filter.split("=", 2);
        return parts[0] + "=" + URLEncoder.encode(parts[1], StandardCharsets.UTF_8);
    }

    private JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
        var answer = send(method, path, body);
        if (answer.statusCode() >= 400) throw new AssertionError(answer.body());
        var json = answer.headers().firstValue("Content-Type").orElse("").equals("application/json");
        return json ? JSON.readTree(answer.body()) : TextNode.valueOf(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(MOCK + "/v1/scopes/" + name + "/" + path))
                .header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body)).build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /**
     * Makes scopes with new names: no other test, nor an earlier run of this one, has mail there. Those of a test that has
     * failed stay, to be looked at in the mock.
     */
    public static class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == MockScope.class;
        }

        @Override
        public MockScope resolveParameter(ParameterContext parameter, ExtensionContext test) {
            var scope = new MockScope("java-%016x".formatted(ThreadLocalRandom.current().nextLong()));
            test.getStore(Namespace.create(Extension.class)).put(scope, (AutoCloseable) () -> {
                if (test.getExecutionException().isEmpty()) scope.send("DELETE", "", "");
            });
            return scope;
        }
    }
}
