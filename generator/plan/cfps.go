package plan

const cfpsPage = "cfps/index.html"
