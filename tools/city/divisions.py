"""The names of the city's divisions, its neighbours and the communities that the story visits."""

from __future__ import annotations

PROVINCE = "36"
CITY = "3602"

# The eleven cities of the province: code, name, English name, longitude and latitude of the seat (to a tenth).
CITIES = (
    ("3601", "南昌市", "Nanchang", "115.9", "28.7"),
    ("3602", "景德镇市", "Jingdezhen", "117.2", "29.3"),
    ("3603", "萍乡市", "Pingxiang", "113.9", "27.6"),
    ("3604", "九江市", "Jiujiang", "116.0", "29.7"),
    ("3605", "新余市", "Xinyu", "114.9", "27.8"),
    ("3606", "鹰潭市", "Yingtan", "117.0", "28.2"),
    ("3607", "赣州市", "Ganzhou", "114.9", "25.8"),
    ("3608", "吉安市", "Ji'an", "115.0", "27.1"),
    ("3609", "宜春市", "Yichun", "114.4", "27.8"),
    ("3610", "抚州市", "Fuzhou (Jiangxi)", "116.4", "27.9"),
    ("3611", "上饶市", "Shangrao", "118.0", "28.5"),
)

# Neighbouring counties of Shangrao: works that straddle the boundary are recorded there.
NEIGHBOURS = (("361130", "婺源县", "Wuyuan"), ("361128", "鄱阳县", "Poyang"), ("361181", "德兴市", "Dexing"))

DISTRICTS = (
    ("360202", "昌江区", "Changjiang District", "cj"),
    ("360203", "珠山区", "Zhushan District", "zs"),
    ("360222", "浮梁县", "Fuliang County", "fl"),
    ("360281", "乐平市", "Leping City", "lp"),
)
SHORT = {code: short for code, _, _, short in DISTRICTS}
CODE = {short: code for code, short in SHORT.items()}

# The towns and streets of each district: the last three digits of the code, and the name.
TOWNS = {
    "cj": "001西郊街道 002新枫街道 003吕蒙街道 101鲇鱼山镇 102丽阳镇 202荷塘乡 451昌江化工园区 452六零二所高科技园 "
    "453昌江开发区 500枫树山总场",
    "zs": "001石狮埠街道 002新厂街道 003里村街道 004周路口街道 005昌江街道 006新村街道 007珠山街道 008太白园街道 "
    "009昌河街道 011竟成街道 400高新技术开发区",
    "fl": "100浮梁镇 101鹅湖镇 102经公桥镇 103蛟潭镇 104湘湖镇 105瑶里镇 106洪源镇 107寿安镇 108三龙镇 109峙滩镇 "
    "200王港乡 201臧湾乡 203黄坛乡 204兴田乡 205江村乡 207勒功乡 208西湖乡 209罗家桥乡",
    "lp": "001洎阳街道 002塔山街道 100镇桥镇 101乐港镇 102涌山镇 103众埠镇 104接渡镇 105洪岩镇 106礼林镇 107后港镇 "
    "108塔前镇 109双田镇 110临港镇 111高家镇 112名口镇 113浯口镇 114十里岗镇 200鸬鹚乡 400农业高新园 401江西乐平工业园区",
}

# Communities where resident artists are counted: the town's code, then the communities.
COMMUNITIES = {
    "360203001": "风景路 五龙山 半边街 春天 梨树园北苑",
    "360203002": "陶艺 景东 一中路 老厂 昌江广场 曹家岭 林荫路 景华",
    "360203003": "新峰巷 陶溪川 庆安 马鞍山 童宾 恒大 曙光路 尚东",
    "360203004": "云锦巷 广场 金家弄 赛跑坦",
    "360203005": "桂花弄 瓷器街 再胜弄",
    "360203006": "北路 西路 洪家山 昌虹 中路 梅家岭 梨树园 百眼井 向阳岭",
    "360203007": "御窑 龙珠阁 莲花塘",
    "360203008": "戴家弄 小路园 浙江路 曙光村 西瓜洲",
    "360203009": "昌盛 画眉楼 梦园 景东安厦",
    "360203011": "樊家井",
    "360202001": "森林 公园路 淘金岭 东风坦 汪王庙 蟠龙岗 一心桥 金鱼山 昌明 胜利 华风 景航",
    "360202002": "十八渡 新风路 汽车站 韭菜园 青花 哪咤庙 太阳船 阳府滩 园林 谭家山 嘉和 油榨套",
    "360202003": "官庄 黎明 吕蒙 历尧 豪德",
    "360222100": "城南 城北 万平 城西 城东",
    "360222104": "湘湖 七四0",
    "360222107": "仙槎东一区 仙槎东二区 洪冲坞 枣树坞",
    "360281001": "友谊 鹅头山 联盟 八一 飞仙桥 人民新村",
}


def towns(short: str) -> list[tuple[str, str]]:
    """Code and name of each town or street of a district."""
    return [(CODE[short] + entry[:3], entry[3:]) for entry in TOWNS[short].split()]


def communities() -> list[tuple[str, str, str]]:
    """Code, name and town of each community; the code ends in the pack's own count."""
    found = []
    for town, names in COMMUNITIES.items():
        for count, name in enumerate(names.split(), start=1):
            found.append((f"{town}c{count:02d}", f"{name}社区", town))
    return found


def district_of(place: str) -> str:
    return SHORT[place[:6]]
