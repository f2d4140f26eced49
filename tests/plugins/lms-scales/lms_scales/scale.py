"""A question answered on a scale: two points for the right step, one for a step beside it."""


class Scale:
    """`detail`: {"steps": [keys, from one end to the other], "right": the key of the right one}."""

    name = "scale"
    template = "lms_scales/scale.html"

    def faults(self, question):
        """What keeps the question from being published, in sentences a trainer can act on."""
        for name in sorted(set(question.detail) - {"steps", "right"}):
            yield f"“{name}” means nothing in a scale: take it out."
        steps = question.detail.get("steps")
        if not isinstance(steps, list) or len(steps) < 3 or len(set(map(str, steps))) < len(steps):
            yield "Give “steps” as a list of three keys or more, each once: steps: [never, seldom, often]."
        elif question.detail.get("right") not in steps:
            yield "Mark one of the steps as right: right: <its key>."

    def faults_in(self, question, language):
        return ()

    def texts(self, question):
        """Which texts each language must have: words for every step, and feedback on it."""
        steps = tuple(question.detail["steps"])
        return {"steps": steps, "feedback": steps}

    def maximum(self, question):
        return question.points or 2

    def points(self, question, response):
        if response is None:
            return 0
        steps = question.detail["steps"]
        away = abs(steps.index(response) - steps.index(question.detail["right"]))
        return self.maximum(question) // (away + 1) if away < 2 else 0

    def order(self, question, shuffle):
        return list(question.detail["steps"])  # a scale is not mixed

    def read(self, question, values):
        """From a form; the script reads the same from `data-response="one"`."""
        response = values[0] if values else None
        if len(values) > 1 or not self.accepts(question, response):
            raise ValueError("no step of this scale")
        return response

    def accepts(self, question, response):
        return response is None or (isinstance(response, str) and response in question.detail["steps"])

    def is_answered(self, question, response):
        return response is not None

    def remark(self, question, response):
        return ""

    def said(self, question, text, response):
        return () if response is None else (text.parts["steps"][response],)

    def show(self, question, text, response, order=(), reveal=False):
        """For the template: a row (key, words, is it chosen, is it right, feedback) for each step."""
        return tuple(
            (
                key,
                text.parts["steps"][key],
                key == response,
                key == question.detail["right"] if reveal else None,
                text.parts["feedback"][key] if reveal and key in (response, question.detail["right"]) else "",
            )
            for key in question.detail["steps"]
        )
